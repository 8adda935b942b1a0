import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import { signersOf, type Document, type Envelope } from '#kernel';
import { parseCertificate, SealError, verifyDetached } from '#seal';
import { Flaw, require } from './flaw.js';

const minute = 60_000;
const hour = 3_600_000;
/** Made elsewhere, a signature may be hours younger than the document; a day later no gateway seals it any more. */
const lateness = [0, hour, 24 * hour] as const;

/** A document as it was kept: exact bytes, the officer's signature, and the certificate that it came with. */
export interface KeptDocument {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

/** Whether the key that a document names has signed it, within a day. @throws Flaw, SealError */
export async function requireOfficerSignature(
  kept: KeptDocument,
  { signer, composedAt }: Pick<Document, 'signer' | 'composedAt'>,
): Promise<void> {
  const certificate = await parseCertificate(kept.certificate);
  require(certificate.fingerprint === signer, 'it names another key than it came with');
  const composed = Date.parse(composedAt);
  for (const late of lateness)
    try {
      const at = new Date(composed + late);
      await verifyDetached(kept.document, kept.signature, certificate, at);
      return;
    } catch (error) {
      if (!(error instanceof SealError) || error.code !== 'SEAL_SIGNATURE_FUTURE') throw error;
    }
  throw new Flaw('it was signed more than a day after it was composed');
}

/** The directory of the officer's State gives the key to this officer, there and then, for this kind of document. @throws Flaw */
export function requireOfficer(directory: Directory, document: Document): OfficerGrant {
  const { signer, composedAt, from } = document;
  const grant = directory.activeOfficer(signer, composedAt);
  if (grant?.officer !== from.officer || grant.authority !== from.authority)
    throw new Flaw('no entry makes its key the key of that officer then');
  require(signersOf(document).some((role) =>
    grant.roles.includes(role),
  ), 'the officer had no role to say it');
  return grant;
}

/** Whether a document was composed when its envelope was sealed: a day before at most. @throws Flaw */
export function requireSealedInTime(
  { composedAt }: Pick<Document, 'composedAt'>,
  { sealedAt }: Pick<Envelope, 'sealedAt'>,
): void {
  const [composed, sealed] = [Date.parse(composedAt), Date.parse(sealedAt)];
  require(composed >= sealed - 24 * hour &&
    composed <= sealed + 5 * minute, 'it was composed at another time than it was sealed');
}
