import {
  createMessage,
  enums,
  type Key,
  readSignature,
  type Signature,
  type SignaturePacket,
  type Subkey,
  sign,
} from 'openpgp';
import { type Fingerprint, parseFingerprint, phrase } from '#kernel';
import { requirePart } from './keys/acceptance.js';
import { binaryForm } from './armor.js';
import { asBytes } from './binary.js';
import { acceptedKey, type Certificate, fingerprintOf } from './keys/certificate.js';
import { SealError } from './errors.js';
import { readPackets, tag } from './packets.js';
import { type PrivateKey, secretOf } from './keys/private-key.js';
import { isStrongHash, sealLimits, signatureSkew, wholeSeconds } from './profile.js';

export interface Verified {
  readonly signedAt: Date;
  readonly fingerprint: Fingerprint;
  readonly signingFingerprint: Fingerprint;
}

/**
 * Signs exactly these bytes: detached binary signature (RFC 9580, section 5.2.1, type 0x00). @throws SealError as
 * `assertUsable`; SEAL_KEY_UNUSABLE when the key cannot sign at `at`
 */
export async function signDetached(
  bytes: Uint8Array,
  key: PrivateKey,
  at: Date,
): Promise<Uint8Array> {
  const { certificate } = key;
  await requirePart(acceptedKey(certificate), at, 'signing');
  const message = await createMessage({ binary: bytes, date: at });
  try {
    const written: unknown = await sign({
      message,
      signingKeys: secretOf(key),
      detached: true,
      format: 'binary',
      date: at,
    });
    return asBytes(written);
  } catch (cause) {
    throw new SealError('SEAL_KEY_UNUSABLE', 'signing', cause);
  }
}

interface Parsed {
  readonly packet: SignaturePacket;
  readonly created: Date;
}

async function parse(input: Uint8Array | string): Promise<Parsed> {
  const bytes = binaryForm(input, 'SIGNATURE', sealLimits.signature);
  const packets = readPackets(bytes, sealLimits.keyPackets);
  const foreign = packets.find((packet) => packet.tag !== tag.signature);
  if (foreign !== undefined)
    throw new SealError('SEAL_PACKET_FORBIDDEN', phrase`packet type ${foreign.tag}`);
  if (packets.length !== 1)
    throw new SealError('SEAL_SIGNATURE_COUNT', phrase`${packets.length} signatures`);
  let signature: Signature;
  try {
    signature = await readSignature({ binarySignature: bytes });
  } catch (cause) {
    throw new SealError('SEAL_PACKET_INVALID', phrase`signature packet`, cause);
  }
  const packet = signature.packets[0];
  if (packet?.created == null) throw new SealError('SEAL_PACKET_INVALID', phrase`signature packet`);
  return { packet, created: packet.created };
}

/**
 * Fingerprint that the signature claims for its signing key, unverified; undefined if the signature contains only a key id.
 * @throws SealError SEAL_TOO_LARGE, SEAL_ARMOR_INVALID, SEAL_PACKET_*, SEAL_SIGNATURE_COUNT
 */
export async function signatureIssuer(
  signature: Uint8Array | string,
): Promise<Fingerprint | undefined> {
  const { issuerFingerprint } = (await parse(signature)).packet;
  if (issuerFingerprint === null) return undefined;
  return parseFingerprint(Buffer.from(issuerFingerprint).toString('hex').toUpperCase());
}

function judge({ packet, created }: Parsed, at: Date): void {
  if (packet.signatureType !== enums.signature.binary)
    throw new SealError('SEAL_SIGNATURE_TYPE', phrase`type ${packet.signatureType ?? 'none'}`);
  if (!isStrongHash(packet.hashAlgorithm))
    throw new SealError('SEAL_SIGNATURE_HASH', phrase`hash ${packet.hashAlgorithm ?? 'none'}`);
  const critical = [...packet.rawNotations, ...packet.unknownSubpackets].some(
    (statement) => statement.critical,
  );
  if (critical) throw new SealError('SEAL_SIGNATURE_CRITICAL');
  if (created.getTime() > at.getTime() + signatureSkew)
    throw new SealError(
      'SEAL_SIGNATURE_FUTURE',
      phrase`more than ${signatureSkew / 60_000} minutes`,
    );
  const ends = packet.getExpirationTime();
  if (ends instanceof Date && ends <= at) throw new SealError('SEAL_SIGNATURE_EXPIRED');
}

function issuer(packet: SignaturePacket, key: Key): Key | Subkey {
  if (packet.issuerFingerprint === null)
    throw new SealError('SEAL_SIGNATURE_ISSUER', phrase`no issuer fingerprint`);
  const named = Buffer.from(packet.issuerFingerprint).toString('hex');
  const parts = key.getKeys().filter((part) => part.getKeyID().equals(packet.issuerKeyID));
  const [part] = parts;
  if (part === undefined || parts.length !== 1 || part.getFingerprint() !== named)
    throw new SealError('SEAL_SIGNATURE_ISSUER', phrase`not a key of the certificate`);
  return part;
}

async function assertAuthentic(bytes: Uint8Array, part: Key | Subkey, parsed: Parsed, at: Date) {
  const message = await createMessage({ binary: bytes, date: at });
  const data = message.packets.findPacket(enums.packet.literalData) ?? {};
  const date = parsed.created > at ? parsed.created : at;
  try {
    await parsed.packet.verify(part.keyPacket, enums.signature.binary, data, date, true);
  } catch (cause) {
    throw new SealError('SEAL_SIGNATURE_INVALID', undefined, cause);
  }
}

/**
 * Verifies a detached signature over `bytes`, dated at most five minutes after `at`. The key must be valid at `at` and at the
 * signature's date. @throws SealError SEAL_TOO_LARGE, SEAL_ARMOR_INVALID, SEAL_PACKET_*, SEAL_SIGNATURE_*,
 * SEAL_SELF_SIGNATURE_INVALID, SEAL_KEY_REVOKED, SEAL_KEY_EXPIRED, SEAL_KEY_NOT_YET_VALID, SEAL_KEY_UNUSABLE
 */
export async function verifyDetached(
  bytes: Uint8Array,
  signature: Uint8Array | string,
  certificate: Certificate,
  at: Date,
): Promise<Verified> {
  const parsed = await parse(signature);
  judge(parsed, at);
  const accepted = acceptedKey(certificate);
  const part = issuer(parsed.packet, accepted.key);
  const { issuerKeyID } = parsed.packet;
  await requirePart(accepted, at, 'signing', issuerKeyID);
  if (parsed.created.getTime() !== wholeSeconds(at))
    await requirePart(accepted, parsed.created, 'signing', issuerKeyID);
  await assertAuthentic(bytes, part, parsed, at);
  return {
    signedAt: parsed.created,
    fingerprint: certificate.fingerprint,
    signingFingerprint: fingerprintOf(part),
  };
}
