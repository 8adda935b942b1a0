import type { Directory } from '#capabilities/directory/trust.model';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import { signersOf, type Document, type Envelope, phrase } from '#kernel';
import { parseCertificate, SealError, verifyDetached } from '#seal';
import { Flaw, require } from './flaw.js';

const minute = 60_000;
const hour = 3_600_000;
const lateness = [0, hour, 24 * hour] as const;

export interface KeptDocument {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

export async function assertOfficerSignature(
  kept: KeptDocument,
  { signer, composedAt }: Pick<Document, 'signer' | 'composedAt'>,
): Promise<void> {
  const certificate = await parseCertificate(kept.certificate);
  require(certificate.fingerprint === signer, phrase`it names another key than it came with`);
  const composed = Date.parse(composedAt);
  for (const late of lateness)
    try {
      const at = new Date(composed + late);
      await verifyDetached(kept.document, kept.signature, certificate, at);
      return;
    } catch (error) {
      if (!(error instanceof SealError) || error.code !== 'SEAL_SIGNATURE_FUTURE') throw error;
    }
  throw new Flaw(phrase`it was signed more than a day after it was composed`);
}

/**
 * Returns the directory entry that was valid for the signing officer when the document was composed. @throws Flaw if there is
 * no such entry, or if the officer's roles do not permit this kind of document
 */
export function requireOfficer(directory: Directory, document: Document): OfficerGrant {
  const { signer, composedAt, from } = document;
  const grant = directory.activeOfficer(signer, composedAt);
  if (grant?.officer !== from.officer || grant.authority !== from.authority)
    throw new Flaw(phrase`no entry makes its key the key of that officer then`);
  require(signersOf(document).some((role) =>
    grant.roles.includes(role),
  ), phrase`the officer had no role to say it`);
  return grant;
}

export function assertSealedInTime(
  { composedAt }: Pick<Document, 'composedAt'>,
  { sealedAt }: Pick<Envelope, 'sealedAt'>,
): void {
  const [composed, sealed] = [Date.parse(composedAt), Date.parse(sealedAt)];
  require(composed >= sealed - 24 * hour &&
    composed <= sealed + 5 * minute, phrase`it was composed at another time than it was sealed`);
}
