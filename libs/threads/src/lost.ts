import { settledCodes, type DocumentId } from '#kernel';
import type { Tx } from '#store';

const codes = (list: readonly string[]): string => list.map((code) => `'${code}'`).join(', ');

const keptOut = (document: string, but: readonly string[]): string => `exists (
  select from mailbox.outbox o where o.dispatch = ${document} and (o.state = 'VOID'
    or o.outcome = 'REJECTED' and coalesce(o.code, '') not in (${codes(but)})))`;

/**
 * SQL that is true if our document was blocked (`VOID`) or rejected; otherwise false. Rejections with a code of
 * `settledCodes` do not count.
 */
export const lost = (document: string): string => keptOut(document, settledCodes);

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

/** SQL that is false for our `lost` documents, true for all others. Lost documents have no effect on the thread. */
export const arrived = (row: string, document = `${row}.id`): string =>
  `not (${row}.direction = 'OUT' and ${lost(document)})`;

/** Codes of REJECTED receipts for a document that the neighbour has filed before. */
const filedCodes = ['DOCUMENT_REPLAYED'];

/** SQL that is false for our document until a receipt says that the neighbour has filed it; true for a document of the neighbour. */
export const filedThere = (row: string): string => `(${row}.direction = 'IN' or exists (
  select from mailbox.outbox o where o.dispatch = ${row}.id
    and (o.outcome = 'OPENED' or o.code in (${codes(filedCodes)}))))`;

/**
 * SQL that is false if our document was blocked (`VOID`) or rejected; otherwise true. Rejections with code
 * `DOCUMENT_REPLAYED` do not count.
 */
export const answerable = (row: string, document = `${row}.id`): string =>
  `not (${row}.direction = 'OUT' and ${keptOut(document, filedCodes)})`;
