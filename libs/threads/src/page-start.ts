import type { Tx } from '#store';
import { ThreadsError } from './errors.js';

/** Rows of which one can be the last that was seen, and the column that names it. */
const lists = {
  thread: 'cases.thread where id',
  recall: 'cases.recall where document',
  release: 'cases.release where request',
  copy: 'cases.copy where dispatch',
} as const;

/**
 * Requires the row after which a page begins: an empty page would look like the end of the list. One that row-level security hides
 * is refused like one that nobody has. @throws ThreadsError NOT_FOUND
 */
export async function requirePageStart(
  tx: Tx,
  list: keyof typeof lists,
  after: string | null,
): Promise<void> {
  if (after === null) return;
  const found = await tx.query(`select 1 from ${lists[list]} = $1`, [after]);
  if (found.length === 0) throw new ThreadsError('NOT_FOUND', 'after');
}
