import type { Tx } from '#store';
import { ThreadsError } from './errors.js';

const lists = {
  thread: 'cases.thread where id',
  recall: 'cases.recall where document',
  release: 'cases.release where request',
  copy: 'cases.copy where dispatch',
} as const;

/**
 * Asserts that the reader may see `after`, the last row of the page before. Without this check, an empty page would look like
 * the end of the list. @throws ThreadsError NOT_FOUND
 */
export async function assertPageStart(
  tx: Tx,
  list: keyof typeof lists,
  after: string | null,
): Promise<void> {
  if (after === null) return;
  const found = await tx.query(`select 1 from ${lists[list]} = $1`, [after]);
  if (found.length === 0) throw new ThreadsError('NOT_FOUND', 'after');
}
