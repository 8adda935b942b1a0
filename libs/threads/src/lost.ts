import { settledCodes, type DocumentId } from '#kernel';
import type { Tx } from '#store';

const codes = (list: readonly string[]): string => list.map((code) => `'${code}'`).join(', ');

/** SQL: a document of ours was voided, or refused by another code than these. */
const keptOut = (document: string, but: readonly string[]): string => `exists (
  select from mailbox.outbox o where o.dispatch = ${document} and (o.state = 'VOID'
    or o.outcome = 'REJECTED' and coalesce(o.code, '') not in (${codes(but)})))`;

/**
 * SQL: a document of ours, by its id, was voided or refused: the neighbour has never heard of it, or never took it. Not where it
 * says that it has it, or another answer, already, or can take none any more: what was said then stands here.
 */
export const lost = (document: string): string => keptOut(document, settledCodes);

/** Lost documents among these of ours. */
export async function lostOf(
  tx: Tx,
  documents: readonly DocumentId[],
): Promise<ReadonlySet<DocumentId>> {
  const rows = await tx.query<{ id: DocumentId }>(
    `select u.id from unnest($1::uuid[]) as u (id) where ${lost('u.id')}`,
    [documents],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * SQL: a document that the other State has, or may have: said by it, or by this State and not lost. What never reached it says
 * nothing there, and leaves owed what it was to settle.
 */
export const arrived = (row: string, document = `${row}.id`): string =>
  `not (${row}.direction = 'OUT' and ${lost(document)})`;

/** SQL: what it asks may be answered. Whoever refused the question owes no answer, also where it can take none any more. */
export const answerable = (row: string, document = `${row}.id`): string =>
  `not (${row}.direction = 'OUT' and ${keptOut(document, ['DOCUMENT_REPLAYED'])})`;
