import type { ThreadId } from '#kernel';
import { noteListed } from '#access';
import type { DraftOf, Journal } from '#journal';
import type { Tx } from '#store';

/** Logs a shown list and counts its threads for the bulk-reading alarm. Call last: the log stays locked until commit. */
export async function recordListed(
  journal: Journal,
  tx: Tx,
  entry: DraftOf<'item.viewed'>,
  threads: readonly ThreadId[],
): Promise<void> {
  if (entry.actor !== undefined) noteListed(tx, entry.actor.role, threads);
  await journal.recordEvent(tx, entry);
}
