import { phrase } from '#kernel';
import type { Entry } from '#capabilities/directory/directory.schema';
import { parseCertificate, requireRecipient, SealError, type Certificate } from '#seal';
import { TrustError } from './errors.js';

async function recipientOf(certificate: Certificate, at: Date): Promise<string> {
  try {
    return await requireRecipient(certificate, at);
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', cause.code, cause);
  }
}

/**
 * Requires that a renewed certificate has the user ids of `known` and a newer encryption subkey. Attackers may know the older
 * subkey. @throws TrustError TRUST_ENTRY_CERTIFICATE otherwise
 */
export async function assertRenewal(
  entry: Entry<'certificate'>,
  known: Certificate,
): Promise<void> {
  const at = new Date(entry.issuedAt);
  const renewed = await parseCertificate(Buffer.from(entry.body.certificate, 'base64'));
  const to = await recipientOf(renewed, at);
  if (renewed.userIds.join('\n') !== known.userIds.join('\n'))
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', phrase`user ids`);
  const newest = renewed.subkeys.at(-1);
  const last = known.subkeys.at(-1)?.created ?? new Date(0);
  if (newest?.fingerprint !== to || newest.created <= last)
    throw new TrustError('TRUST_ENTRY_CERTIFICATE', phrase`no younger subkey`);
}
