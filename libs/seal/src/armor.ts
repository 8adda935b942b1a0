import { phrase, type Detail } from '#kernel';
import { armor, enums } from 'openpgp';
import { SealError } from './errors.js';

export type ArmorKind = 'PUBLIC KEY BLOCK' | 'PRIVATE KEY BLOCK' | 'SIGNATURE';

const kinds: Readonly<Record<ArmorKind, enums.armor>> = {
  'PUBLIC KEY BLOCK': enums.armor.publicKey,
  'PRIVATE KEY BLOCK': enums.armor.privateKey,
  SIGNATURE: enums.armor.signature,
};

const dashes = [0x2d, 0x2d, 0x2d, 0x2d, 0x2d];
const header = /^[A-Za-z]{1,32}: [^\r\n]{0,1024}$/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const checksum = /^=[A-Za-z0-9+/]{4}$/;

const invalid = (detail: Detail): SealError => new SealError('SEAL_ARMOR_INVALID', detail);

function decode(text: string, kind: ArmorKind): Uint8Array {
  const lines = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trimEnd());
  if (lines[0] !== `-----BEGIN PGP ${kind}-----`) throw invalid(phrase`first line`);
  if (lines.at(-1) !== `-----END PGP ${kind}-----`) throw invalid(phrase`last line`);
  const blank = lines.indexOf('');
  if (blank < 1) throw invalid(phrase`no empty line before the data`);
  if (!lines.slice(1, blank).every((line) => header.test(line))) throw invalid(phrase`header line`);
  const data = lines.slice(blank + 1, -1);
  // The checksum is allowed and not judged (RFC 9580 section 6.1): the packets carry their own integrity.
  if (checksum.test(data.at(-1) ?? '')) data.pop();
  const joined = data.join('');
  if (!base64.test(joined) || joined.length % 4 !== 0) throw invalid('base64');
  return new Uint8Array(Buffer.from(joined, 'base64'));
}

const isArmored = (bytes: Uint8Array): boolean => dashes.every((octet, i) => bytes[i] === octet);

/**
 * Converts armored or binary input of at most `limit` bytes to binary. Refuses text around the armor, which programs would
 * ignore. @throws SealError SEAL_TOO_LARGE, SEAL_ARMOR_INVALID
 */
export function binaryForm(input: Uint8Array | string, kind: ArmorKind, limit: number): Uint8Array {
  if (input.length > limit) throw new SealError('SEAL_TOO_LARGE', phrase`${limit} bytes`);
  if (typeof input === 'string') return decode(input, kind);
  if (isArmored(input)) return decode(Buffer.from(input).toString('latin1'), kind);
  return input;
}

export function armored(bytes: Uint8Array, kind: ArmorKind): string {
  // With the checksum, although the RFC dropped it: GnuPG 2.4 reports an error for text whose length needs no padding.
  return armor(kinds[kind], bytes, undefined, undefined, undefined, true);
}
