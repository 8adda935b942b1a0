import { phrase } from '#kernel';
import { randomBytes } from 'node:crypto';
import { createMessage, encrypt } from 'openpgp';
import { asBytes } from '../binary.js';
import { SealError } from '../errors.js';
import { keyOf, type Certificate } from '../keys/certificate.js';
import { sealLimits } from '../profile.js';
import { readStructure } from './structure.js';

/**
 * Encrypts a draft for its author, never for other States. Uses AES-256 in SEIPD version 1, which GnuPG can decrypt. @throws
 * SealError as `assertUsable`; SEAL_TOO_LARGE, SEAL_SUITE_WEAK; SEAL_KEY_UNUSABLE for a certificate without a valid
 * encryption subkey
 */
export async function sealKept(
  payload: Uint8Array,
  keeper: Certificate,
  at: Date,
): Promise<Uint8Array> {
  if (payload.length > sealLimits.payload)
    throw new SealError('SEAL_TOO_LARGE', phrase`${sealLimits.payload} bytes`);
  const to = await keeper.encryptionFingerprint(at);
  const message = await createMessage({ binary: payload, date: at });
  const ciphertext = asBytes(
    await encrypt({
      ...{ message, encryptionKeys: keyOf(keeper), format: 'binary', date: at },
      sessionKey: { data: randomBytes(32), algorithm: 'aes256' },
    }).catch((cause: unknown) => {
      throw new SealError('SEAL_KEY_UNUSABLE', 'encryption', cause);
    }),
  );
  // The library chooses the form by the key; GnuPG could not decrypt every other form.
  const { version, recipients } = readStructure(ciphertext, sealLimits.ciphertext);
  const isOwn = recipients.length === 1 && recipients.every(({ keyId }) => to.endsWith(keyId));
  if (version !== 1 || !isOwn) throw new SealError('SEAL_SUITE_WEAK', phrase`as written`);
  return ciphertext;
}
