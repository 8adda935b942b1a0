import type { Tx } from '#store';
import { ThreadsError } from './errors.js';

/** Rows of which one can be the last that was seen, and the column that names it. */
const places = {
  thread: 'cases.thread where id',
  recall: 'cases.recall where document',
  release: 'cases.release where request',
  copy: 'cases.copy where dispatch',
} as const;

/**
 * Where a page begins. An empty page would look like the end of the list to whoever names a line that is not there; one that
 * row-level security hides is refused like one that nobody has. @throws ThreadsError NOT_FOUND
 */
export async function requirePlace(
  tx: Tx,
  list: keyof typeof places,
  place: string | null,
): Promise<void> {
  if (place === null) return;
  const found = await tx.query(`select 1 from ${places[list]} = $1`, [place]);
  if (found.length === 0) throw new ThreadsError('NOT_FOUND', 'after');
}
