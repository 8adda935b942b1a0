import { phrase, type Fingerprint } from '#kernel';
import { decryptKey, encryptKey, type PrivateKey as Secret, readPrivateKey } from 'openpgp';
import { binaryForm } from '../armor.js';
import { type Certificate, fingerprintOf, parseCertificate } from './certificate.js';
import { SealError } from '../errors.js';
import { assertCanonical, assertOneSecretKey } from './key-packets.js';
import { sealLimits } from '../profile.js';

const secrets = new WeakMap<PrivateKey, Secret>();

/** Unlocked key pair whose public and secret parts match. Made only by `unlockKey`. */
export class PrivateKey {
  readonly fingerprint: Fingerprint;
  readonly parts: readonly Fingerprint[];

  constructor(
    secret: Secret,
    readonly certificate: Certificate,
  ) {
    this.fingerprint = certificate.fingerprint;
    this.parts = secret.getKeys().map(fingerprintOf);
    secrets.set(this, secret);
  }
}

export function secretOf(key: PrivateKey): Secret {
  const secret = secrets.get(key);
  if (secret === undefined) throw new SealError('SEAL_KEY_UNUSABLE', phrase`not an unlocked key`);
  return secret;
}

const packetsOf = (key: Secret) =>
  key.getKeys().flatMap(({ keyPacket }) => ('isDummy' in keyPacket ? [keyPacket] : []));

async function unlock(key: Secret, passphrase: string | undefined): Promise<Secret> {
  const locked = packetsOf(key).filter((packet) => !packet.isDummy() && !packet.isDecrypted());
  if (locked.length === 0) return key;
  if (passphrase === undefined) throw new SealError('SEAL_PASSPHRASE_MISSING');
  try {
    return await decryptKey({ privateKey: key, passphrase });
  } catch (cause) {
    throw new SealError('SEAL_PASSPHRASE_WRONG', undefined, cause);
  }
}

/**
 * Asserts that public and secret parts match. Signatures with an altered public part would leak the secret part. @throws
 * SealError SEAL_KEY_MISMATCH
 */
async function assertMatch(key: Secret): Promise<void> {
  for (const packet of packetsOf(key).filter((each) => !each.isDummy()))
    try {
      await packet.validate();
    } catch (cause) {
      throw new SealError('SEAL_KEY_MISMATCH', undefined, cause);
    }
}

/**
 * Reads and unlocks one secret key; slow with a passphrase, so call it once at start. `expected`: fingerprint that the key
 * must have. @throws SealError as `parseCertificate`; SEAL_KEY_INCOMPLETE, SEAL_KEY_MISMATCH, SEAL_PASSPHRASE_MISSING,
 * SEAL_PASSPHRASE_WRONG
 */
export async function unlockKey(
  input: Uint8Array | string,
  passphrase?: string,
  expected?: Fingerprint,
): Promise<PrivateKey> {
  const bytes = binaryForm(input, 'PRIVATE KEY BLOCK', sealLimits.privateKey);
  assertOneSecretKey(bytes);
  let read: Secret;
  let publicForm: Uint8Array;
  try {
    // Copied: the parsed key refers to these bytes, which the caller overwrites.
    read = await readPrivateKey({ binaryKey: Uint8Array.from(bytes) });
    // Writing may fail for readable keys, such as with a zero-bit number in a signature.
    publicForm = read.toPublic().write();
  } catch (cause) {
    throw new SealError('SEAL_PACKET_INVALID', phrase`key packet`, cause);
  }
  assertCanonical(bytes, publicForm);
  const certificate = await parseCertificate(publicForm);
  if (expected !== undefined && certificate.fingerprint !== expected)
    throw new SealError('SEAL_KEY_MISMATCH', 'fingerprint');
  if (packetsOf(read).every((packet) => packet.isMissingSecretKeyMaterial()))
    throw new SealError('SEAL_KEY_INCOMPLETE');
  const secret = await unlock(read, passphrase);
  await assertMatch(secret);
  return new PrivateKey(secret, certificate);
}

export async function exportPrivate(key: PrivateKey, passphrase?: string): Promise<Uint8Array> {
  const secret = secretOf(key);
  if (passphrase === undefined) return secret.write();
  return (await encryptKey({ privateKey: secret, passphrase })).write();
}
