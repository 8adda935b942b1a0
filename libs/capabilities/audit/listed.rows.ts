import type { ThreadId } from '#kernel';
import { noteListed } from '#access';
import type { DraftOf, Journal } from '#journal';
import type { Tx } from '#store';

/**
 * Logs a shown list with its number of threads, not their ids. Counts first, because the log entry locks a chain shared by
 * all lists.
 */
export async function recordListed(
  journal: Journal,
  tx: Tx,
  entry: DraftOf<'item.viewed'>,
  threads: readonly ThreadId[],
): Promise<void> {
  if (entry.actor !== undefined) noteListed(tx, entry.actor.role, threads);
  await journal.record(tx, entry);
}
