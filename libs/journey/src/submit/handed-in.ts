import type { Cases } from '#capabilities/cases';
import { standsStillSql } from '#journal';
import { isQueuedSql } from '#mailbox';
import { comparedBy } from '#capabilities/deconfliction/duplicates.facts';
import {
  otherDeskWithinHourSql,
  type DeconflictionResult,
} from '#capabilities/deconfliction/deconfliction.rows';
import type { Certificate } from '#seal';
import type { Tx } from '#store';
import { certificateSql, checkedCertificate, type CertificateRow } from '#trust';
import type { Submitting } from './submitting.js';

export interface HandedIn {
  readonly isQueued: boolean;
  readonly standsStill: boolean;
  readonly certificate: Certificate | undefined;
  readonly earlierDeconfliction: DeconflictionResult | undefined;
}

type Row = {
  readonly known: boolean;
  readonly still: boolean;
  readonly otherDesk: boolean | null;
} & (CertificateRow | Record<keyof CertificateRow, null>);

const handedInSql = (otherDesk: string): string =>
  `select ${isQueuedSql} as known, ${standsStillSql} as still, ${otherDesk} as "otherDesk", c.*
   from (select) one left join (${certificateSql('$3')}) c on true`;

// Only the requesting service has the right to read what officers were told.
const ofAnswers = handedInSql('null::boolean');
const ofRequests = handedInSql(otherDeskWithinHourSql('$4', '$5'));

/**
 * Reads the facts for checking a submitted document. `standsStill`: true if log events wait over four hours without a new
 * checkpoint, otherwise false. @throws TrustError TRUST_CERTIFICATE_CHANGED
 */
export async function handedIn(
  tx: Tx,
  cases: Cases,
  { document, documentSha256, session }: Submitting,
): Promise<HandedIn> {
  const asked = comparedBy(cases, document)?.matchKeys.asked;
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
    earlierDeconfliction: otherDesk === null ? undefined : { otherDesk },
  };
}
