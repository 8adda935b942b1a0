import type { Draft, Journal, Recorded } from '#journal';
import type { Tx } from '#store';

/** Item and the event that was recorded of it. */
export interface RecordedEach<T> {
  readonly item: T;
  readonly event: Recorded;
}

/** Records one event of each, in one call of the journal. */
export async function recordEach<T>(
  journal: Journal,
  tx: Tx,
  items: readonly T[],
  draftOf: (item: T) => Draft,
): Promise<RecordedEach<T>[]> {
  return withEvents(items, await journal.recordAll(tx, items.map(draftOf)));
}

/** Pairs items with the events that were recorded of them, in the same order. Throws when one is missing. */
export function withEvents<T>(items: readonly T[], events: readonly Recorded[]): RecordedEach<T>[] {
  return items.map((item, i) => {
    const event = events[i];
    if (event === undefined) throw new Error('an event was not recorded');
    return { item, event };
  });
}
