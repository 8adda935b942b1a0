import { phrase, type Fingerprint } from '#kernel';
import { PrivateKey as Secret } from 'openpgp';
import { assertStanding } from './acceptance.js';
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
 * Adds an X25519 subkey that is used from `at` on. Older subkeys still decrypt; the returned private key has no passphrase.
 * @throws SealError as `assertUsable`; SEAL_KEY_INCOMPLETE when the primary secret key is missing
 */
export async function addEncryptionSubkey(key: PrivateKey, at: Date): Promise<GeneratedKey> {
  const { certificate } = key;
  await assertStanding(acceptedKey(certificate), at);
  try {
    const options = { type: 'ecc', curve: 'curve25519Legacy', date: at } as const;
    return await written(await secretOf(key).addSubkey(options));
  } catch (cause) {
    throw new SealError('SEAL_KEY_INCOMPLETE', phrase`primary key`, cause);
  }
}

/**
 * Returns a copy of the key with only the subkeys `keep`. The copy cannot decrypt messages to a removed subkey. @throws
 * SealError SEAL_KEY_UNUSABLE if `keep` names a fingerprint that is no subkey
 */
export async function keepSubkeys(
  key: PrivateKey,
  keep: readonly Fingerprint[],
): Promise<GeneratedKey> {
  const secret = secretOf(key);
  const known = secret.subkeys.map(fingerprintOf);
  if (!keep.every((fingerprint) => known.includes(fingerprint)))
    throw new SealError('SEAL_KEY_UNUSABLE', phrase`no such subkey`);
  const copy = new Secret(secret.toPacketList());
  copy.subkeys = copy.subkeys.filter((subkey) => keep.includes(fingerprintOf(subkey)));
  return written(copy);
}
