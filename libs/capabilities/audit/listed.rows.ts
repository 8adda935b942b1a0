import type { ThreadId } from '#kernel';
import { noteListed } from '#access';
import type { DraftOf, Journal } from '#journal';
import type { Tx } from '#store';

/**
 * Logs that a list was shown, and has the database count the threads that stand in it: the entry says how many lines, not which,
 * and whoever pages through all of them opens none. First the count, because the entry locks a chain that all lists share.
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
