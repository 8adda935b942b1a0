import { standsStillSql } from '#journal';
import { isQueuedSql } from '#mailbox';
import type { DocumentId, Fingerprint, Sha256 } from '#kernel';
import type { Certificate } from '#seal';
import type { Tx } from '#store';
import { certificateSql, checkedCertificate, type CertificateRow } from '#trust';

/** State of a document, and of the log, at its submission. */
export interface HandedIn {
  /** Precisely this document was queued before. */
  readonly isQueued: boolean;
  /** The log has taken nothing for hours. */
  readonly standsStill: boolean;
  /** Bound to the key of its signer; undefined when none is. */
  readonly certificate: Certificate | undefined;
}

type Row = { readonly known: boolean; readonly still: boolean } & (
  | CertificateRow
  | Record<keyof CertificateRow, null>
);

/**
 * One statement. Whatever is not told counts as a log that stands still.
 * @throws TrustError TRUST_CERTIFICATE_CHANGED
 */
export async function handedIn(
  tx: Tx,
  { id, signer }: { readonly id: DocumentId; readonly signer: Fingerprint },
  documentSha256: Sha256,
): Promise<HandedIn> {
  const [row] = await tx.query<Row>(
    `select ${isQueuedSql} as known, ${standsStillSql} as still, c.*
     from (select) one left join (${certificateSql('$3')}) c on true`,
    [id, documentSha256, signer],
  );
  return {
    isQueued: row?.known === true,
    standsStill: row?.still !== false,
    certificate: row?.certificate == null ? undefined : await checkedCertificate(row, signer),
  };
}
