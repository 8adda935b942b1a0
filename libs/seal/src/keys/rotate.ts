import { PrivateKey as Secret } from 'openpgp';
import type { Fingerprint } from '#kernel';
import { requireStanding } from './acceptance.js';
import { acceptedKey, fingerprintOf, parseCertificate } from './certificate.js';
import { SealError } from '../errors.js';
import type { GeneratedKey } from './generate.js';
import { type PrivateKey, secretOf } from './private-key.js';

async function written(secret: Secret): Promise<GeneratedKey> {
  const certificate = secret.toPublic().write();
  const { fingerprint } = await parseCertificate(certificate);
  return { privateKey: secret.write(), certificate, fingerprint };
}

/**
 * Adds an X25519 subkey made at `at`: from then on messages are sealed to it, while those sealed to older subkeys still
 * open. The primary fingerprint, by which documents name the recipient, stays. The private key returned is not locked.
 * Errors: those of `requireUsable`; SEAL_KEY_INCOMPLETE when the primary secret is not in this file.
 */
export async function addEncryptionSubkey(key: PrivateKey, at: Date): Promise<GeneratedKey> {
  const { certificate } = key;
  await requireStanding(acceptedKey(certificate), at);
  try {
    const options = { type: 'ecc', curve: 'curve25519Legacy', date: at } as const;
    return await written(await secretOf(key).addSubkey(options));
  } catch (cause) {
    throw new SealError('SEAL_KEY_INCOMPLETE', 'primary key', cause);
  }
}

/**
 * Drops the subkeys that are not in `keep`, secret and public part. What was sealed to a dropped subkey cannot be
 * opened any more by anybody without its session key: that is the purpose.
 * Errors: SEAL_KEY_UNUSABLE when a fingerprint to keep is not a subkey of this key.
 */
export async function keepSubkeys(
  key: PrivateKey,
  keep: readonly Fingerprint[],
): Promise<GeneratedKey> {
  const secret = secretOf(key);
  const known = secret.subkeys.map(fingerprintOf);
  if (!keep.every((fingerprint) => known.includes(fingerprint)))
    throw new SealError('SEAL_KEY_UNUSABLE', 'no such subkey');
  const copy = new Secret(secret.toPacketList());
  copy.subkeys = copy.subkeys.filter((subkey) => keep.includes(fingerprintOf(subkey)));
  return written(copy);
}
