import type { Cases } from '#capabilities/cases';
import { standsStillSql } from '#journal';
import { isQueuedSql } from '#mailbox';
import { comparedBy } from '#capabilities/deconfliction/duplicates.facts';
import { toldWithinHourSql, type Told } from '#capabilities/deconfliction/likeness.rows';
import type { Certificate } from '#seal';
import type { Tx } from '#store';
import { certificateSql, checkedCertificate, type CertificateRow } from '#trust';
import type { Submitting } from './submitting.js';

/** State of a document, and of the log, at its submission. */
export interface HandedIn {
  /** Precisely this document was queued before. */
  readonly isQueued: boolean;
  /** The log has taken nothing for hours. */
  readonly standsStill: boolean;
  /** Bound to the key of its signer; undefined when none is. */
  readonly certificate: Certificate | undefined;
  /** News that the officer was told within the hour about the same; undefined when nobody looked. */
  readonly told: Told | undefined;
}

type Row = {
  readonly known: boolean;
  readonly still: boolean;
  readonly otherDesk: boolean | null;
} & (CertificateRow | Record<keyof CertificateRow, null>);

/** SQL of what is known of a document: its id is $1, the hash of its bytes $2, its signer $3. */
const handedInSql = (otherDesk: string): string =>
  `select ${isQueuedSql} as known, ${standsStillSql} as still, ${otherDesk} as "otherDesk", c.*
   from (select) one left join (${certificateSql('$3')}) c on true`;

// Only who asks may read what officers were told; the service that is asked has no right to it.
const ofAnswers = handedInSql('null::boolean');
const ofRequests = handedInSql(toldWithinHourSql('$4', '$5'));

/**
 * One statement. Whatever is not told counts as a log that stands still.
 * @throws TrustError TRUST_CERTIFICATE_CHANGED
 */
export async function handedIn(
  tx: Tx,
  cases: Cases,
  { document, documentSha256, session }: Submitting,
): Promise<HandedIn> {
  const asked = comparedBy(cases, document)?.marks.asked;
  const { id, signer } = document;
  const known = [id, documentSha256, signer];
  const [row] =
    asked === undefined
      ? await tx.query<Row>(ofAnswers, known)
      : await tx.query<Row>(ofRequests, [...known, session.officer, asked]);
  const otherDesk = row?.otherDesk ?? null;
  return {
    isQueued: row?.known === true,
    standsStill: row?.still !== false,
    certificate: row?.certificate == null ? undefined : await checkedCertificate(row, signer),
    told: otherDesk === null ? undefined : { otherDesk },
  };
}
