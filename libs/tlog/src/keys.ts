import { createPublicKey, type KeyObject } from 'node:crypto';
import { isSmallOrderEd25519, phrase } from '#kernel';
import { TlogError } from './errors.js';
import { sha256 } from './hash.js';
import { fromBase64, toBase64 } from './text.js';

/** Use of an Ed25519 key: `note` signs only a text, `cosignature` signs a time and a text. */
export type KeyUse = 'note' | 'cosignature';

const typeBytes = { note: 1, cosignature: 4 } as const satisfies Record<KeyUse, number>;
// ML-DSA-44 (tlog-cosignature).
const reservedType = 6;
const PUBLIC_KEY_LENGTH = 32;
const MAX_NAME_LENGTH = 255;

export interface Verifier {
  readonly name: string;
  readonly keyId: number;
  readonly use: KeyUse;
  readonly publicKey: KeyObject;
}

export interface Signer {
  readonly verifier: Verifier;
  readonly privateKey: KeyObject;
}

/**
 * True for a valid name of a key or log: 1 to 255 characters; no Unicode white space, control character, lone surrogate or
 * plus.
 */
export function isKeyName(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && /^[^\p{White_Space}\p{Cc}\p{Cs}+]+$/u.test(name);
}

/**
 * Public key from 32 bytes (RFC 8032, section 5.1.5). Refuses points of small order, because one signature by such a key
 * verifies under every text. @throws TlogError NOTE_KEY_INVALID
 */
export function ed25519PublicKey(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url');
  let key: KeyObject;
  try {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch (cause) {
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key is not an Ed25519 public key`, cause);
  }
  ed25519Bytes(key);
  return key;
}

export function ed25519Bytes(key: KeyObject): Uint8Array {
  const { x } = key.export({ format: 'jwk' });
  if (key.type !== 'public' || key.asymmetricKeyType !== 'ed25519' || x === undefined)
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key must be Ed25519`);
  const raw = Buffer.from(x, 'base64url');
  // One signature by such a key verifies under every checkpoint.
  if (isSmallOrderEd25519(raw))
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key is a point of small order`);
  return raw;
}

function keyIdOf(name: string, use: KeyUse, raw: Uint8Array): number {
  const input = Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(typeBytes[use]), raw]);
  return Buffer.from(sha256(input)).readUInt32BE(0);
}

export function makeVerifier(name: string, publicKey: KeyObject, use: KeyUse): Verifier {
  if (!isKeyName(name))
    throw new TlogError('NOTE_KEY_INVALID', phrase`the name must have no space or plus`);
  if (publicKey.type !== 'public')
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key must be public`);
  return { name, keyId: keyIdOf(name, use, ed25519Bytes(publicKey)), use, publicKey };
}

export function makeSigner(name: string, privateKey: KeyObject, use: KeyUse): Signer {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'ed25519')
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key must be a private Ed25519 key`);
  return { verifier: makeVerifier(name, createPublicKey(privateKey), use), privateKey };
}

export function formatVerifierKey({ name, keyId, use, publicKey }: Verifier): string {
  const key = Buffer.concat([Uint8Array.of(typeBytes[use]), ed25519Bytes(publicKey)]);
  return `${name}+${keyId.toString(16).padStart(8, '0')}+${toBase64(key)}`;
}

const unfit = (): TlogError =>
  new TlogError('NOTE_KEY_INVALID', phrase`expected name+id+base64 of an Ed25519 key`);

function partsOf(text: string): readonly [name: string, id: string, key: Uint8Array] {
  const [, name, id, encoded] =
    /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{1,2048})$/.exec(text) ?? [];
  const key = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || id === undefined || key === undefined) throw unfit();
  return [name, id, key];
}

/** Parses a verifier key and checks that the key id belongs to the key. @throws TlogError NOTE_KEY_INVALID */
export function parseVerifierKey(text: string): Verifier {
  const [name, id, key] = partsOf(text);
  if (key[0] === reservedType)
    throw new TlogError('NOTE_KEY_INVALID', phrase`key type 0x06 (ML-DSA-44) is reserved`);
  if (key.length !== 1 + PUBLIC_KEY_LENGTH) throw unfit();
  const use = (Object.keys(typeBytes) as KeyUse[]).find((u) => typeBytes[u] === key[0]);
  if (use === undefined)
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key type must be 0x01 or 0x04`);
  const verifier = makeVerifier(name, ed25519PublicKey(key.subarray(1)), use);
  if (verifier.keyId !== Number.parseInt(id, 16))
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key id is not that of the key`);
  return verifier;
}
