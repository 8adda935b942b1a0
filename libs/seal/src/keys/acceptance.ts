import { type Key, type KeyID, type SignaturePacket, type Subkey } from 'openpgp';
import { isSmallOrderEd25519, isSmallOrderX25519, phrase, type Detail } from '#kernel';
import { SealError } from '../errors.js';
import { isStrongHash, wholeSeconds } from '../profile.js';
import { Remembered } from '../remembered.js';

const rsa: ReadonlySet<string> = new Set(['rsaEncryptSign', 'rsaEncrypt', 'rsaSign']);
const modern: ReadonlySet<string> = new Set(['ed25519', 'x25519', 'eddsaLegacy']);
const onCurve: ReadonlySet<string> = new Set(['ecdh', 'ecdsa']);
const curves: ReadonlySet<string> = new Set([
  'curve25519Legacy',
  'nistP256',
  'nistP384',
  'nistP521',
]);
const shortestRsa = 3072;

// Points in key material (RFC 9580, section 5.5.5): `A` in native form, `Q` after 0x40.
function pointOf({ publicParams }: (Key | Subkey)['keyPacket']): Uint8Array | undefined {
  const { A, Q } = publicParams as { readonly A?: unknown; readonly Q?: unknown };
  if (A instanceof Uint8Array) return A;
  return Q instanceof Uint8Array && Q[0] === 0x40 ? Q.subarray(1) : undefined;
}

/**
 * Refuses a key whose curve point has small order. Anybody could forge its signatures, or decrypt messages to it. @throws
 * SealError SEAL_KEY_SMALL_ORDER
 */
function judgePoint(part: Key | Subkey): void {
  const point = pointOf(part.keyPacket);
  if (point === undefined) return;
  const { algorithm } = part.getAlgorithmInfo();
  const isSmall =
    algorithm === 'x25519' || algorithm === 'ecdh' ? isSmallOrderX25519 : isSmallOrderEd25519;
  if (isSmall(point)) throw new SealError('SEAL_KEY_SMALL_ORDER', algorithm);
}

function judgeAlgorithm(part: Key | Subkey): void {
  const { algorithm, bits = 0, curve = 'unknown' } = part.getAlgorithmInfo();
  if (modern.has(algorithm)) return;
  if (rsa.has(algorithm)) {
    if (bits < shortestRsa) throw new SealError('SEAL_RSA_SHORT', phrase`${bits} bits`);
    return;
  }
  if (!onCurve.has(algorithm)) throw new SealError('SEAL_ALGORITHM_FORBIDDEN', algorithm);
  if (!curves.has(curve)) throw new SealError('SEAL_CURVE_FORBIDDEN', curve);
}

const isStrong = (signature: SignaturePacket): boolean => isStrongHash(signature.hashAlgorithm);

function assertStrong(signatures: readonly SignaturePacket[], where: Detail): void {
  if (signatures.length === 0) throw new SealError('SEAL_SELF_SIGNATURE_INVALID', where);
  if (!signatures.some(isStrong)) throw new SealError('SEAL_SELF_SIGNATURE_WEAK', where);
}

async function assertSigned(
  key: Key,
  signatures: readonly SignaturePacket[],
  data: object,
  where: Detail,
): Promise<void> {
  assertStrong(signatures, where);
  for (const signature of signatures) {
    const at = signature.created ?? undefined;
    const type = signature.signatureType;
    if (type === null) continue;
    try {
      await signature.verify(key.keyPacket, type, data, at);
      return;
    } catch {
      continue;
    }
  }
  throw new SealError('SEAL_SELF_SIGNATURE_INVALID', where);
}

/**
 * Asserts that every user id and subkey has a valid binding signature, because anybody can add unsigned parts to a
 * certificate. @throws SealError SEAL_SELF_SIGNATURE_INVALID, SEAL_SELF_SIGNATURE_WEAK
 */
async function assertBindings(key: Key): Promise<void> {
  const { keyPacket } = key;
  for (const { userID, userAttribute, selfCertifications } of key.users) {
    const data = { key: keyPacket, userID, userAttribute };
    await assertSigned(key, selfCertifications, data, phrase`user id`);
  }
  for (const { keyPacket: bind, bindingSignatures } of key.subkeys)
    await assertSigned(key, bindingSignatures, { key: keyPacket, bind }, 'subkey');
}

/**
 * Asserts the profile `liaise-v1` (`proto/objects.md`): accepted algorithms, and on each part a self-signature with SHA-256
 * or better. Checks no dates. @throws SealError
 */
export async function assertProfile(key: Key): Promise<void> {
  for (const part of key.getKeys()) {
    judgeAlgorithm(part);
    judgePoint(part);
  }
  // Version 6 keys may have no user id: a signature over the key alone binds them.
  if (key.keyPacket.version === 4 && key.users.length === 0)
    throw new SealError('SEAL_SELF_SIGNATURE_INVALID', phrase`no user id`);
  await assertBindings(key);
}

export interface AcceptedKey {
  readonly key: Key;
  readonly expires: Date | undefined;
}

/**
 * True when a revocation signature has a weak hash. The key then counts as revoked, because using a revoked key is worse than
 * refusing a good key.
 */
function weaklyRevoked(key: Key): boolean {
  return key.revocationSignatures.some((signature) => !isStrong(signature));
}

async function assertTime({ key, expires }: AcceptedKey, at: Date): Promise<void> {
  if (weaklyRevoked(key) || (await key.isRevoked(undefined, undefined, at)))
    throw new SealError('SEAL_KEY_REVOKED');
  if (wholeSeconds(at) < key.getCreationTime().getTime())
    throw new SealError('SEAL_KEY_NOT_YET_VALID');
  if (expires !== undefined && expires <= at) throw new SealError('SEAL_KEY_EXPIRED');
}

async function assertPrimary(key: Key, at: Date): Promise<void> {
  try {
    await key.verifyPrimaryKey(at);
  } catch (cause) {
    throw new SealError('SEAL_SELF_SIGNATURE_INVALID', phrase`at this time`, cause);
  }
}

/**
 * Asserts that the primary key is valid at `at`. Revocation of a compromised key counts at every time (RFC 9580, section
 * 5.2.3.31). @throws SealError SEAL_KEY_REVOKED, SEAL_KEY_NOT_YET_VALID, SEAL_KEY_EXPIRED, SEAL_SELF_SIGNATURE_INVALID
 */
export function assertStanding(accepted: AcceptedKey, at: Date): Promise<void> {
  const { key } = accepted;
  return standing.answerTo(key, '', at, async () => {
    await assertTime(accepted, at);
    await assertPrimary(key, at);
  });
}

const standing = new Remembered<void>();

export function requirePart(
  accepted: AcceptedKey,
  at: Date,
  use: Use,
  id?: KeyID,
): Promise<Key | Subkey> {
  const question = `${use} ${id?.toHex() ?? ''}`;
  return parts.answerTo(accepted.key, question, at, () => part(accepted, at, use, id));
}

type Use = 'signing' | 'encryption';
const parts = new Remembered<Key | Subkey>();

async function part(accepted: AcceptedKey, at: Date, use: Use, id?: KeyID): Promise<Key | Subkey> {
  const { key } = accepted;
  await assertTime(accepted, at);
  try {
    // Both check the primary key as `assertPrimary` does; asking again only finds the reason.
    return use === 'signing' ? await key.getSigningKey(id, at) : await key.getEncryptionKey(id, at);
  } catch (cause) {
    await assertPrimary(key, at);
    throw new SealError('SEAL_KEY_UNUSABLE', use, cause);
  }
}
