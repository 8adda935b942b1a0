import type { Entry } from '#capabilities/directory/directory.schema';
import { parseCertificate, requireRecipient, SealError, type Certificate } from '#seal';
import { TrustError } from './errors.js';

/** The part that messages of this time are sealed to. @throws TrustError TRUST_ENTRY_CERTIFICATE */
async function recipientOf(certificate: Certificate, at: Date): Promise<string> {
  try {
    return await requireRecipient(certificate, at);
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', cause.code, cause);
  }
}

/**
 * Judges the word of a key about itself. It needs no person, so it may say one thing only: seal to this younger subkey of mine. It must
 * stay one that messages can be sealed to, or a whole authority could be cut off by an empty certificate; it must lead
 * forwards, or an older certificate that somebody kept would bring back a subkey whose secret has got out; and it names
 * itself as the root certified it.
 * @param known the newest certificate of the key so far
 * @throws TrustError TRUST_ENTRY_CERTIFICATE
 */
export async function requireRenewal(
  entry: Entry<'certificate'>,
  known: Certificate,
): Promise<void> {
  const at = new Date(entry.issuedAt);
  const renewed = await parseCertificate(Buffer.from(entry.body.certificate, 'base64'));
  const to = await recipientOf(renewed, at);
  if (renewed.userIds.join('\n') !== known.userIds.join('\n'))
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', 'user ids');
  const newest = renewed.subkeys.at(-1);
  const last = known.subkeys.at(-1)?.created ?? new Date(0);
  if (newest?.fingerprint !== to || newest.created <= last)
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', 'no younger subkey');
}
