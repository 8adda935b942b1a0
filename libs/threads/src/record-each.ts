import type { Draft, Journal, Recorded } from '#journal';
import type { Tx } from '#store';

export interface RecordedEach<T> {
  readonly item: T;
  readonly event: Recorded;
}

export async function recordEach<T>(
  journal: Journal,
  tx: Tx,
  items: readonly T[],
  draftOf: (item: T) => Draft,
): Promise<RecordedEach<T>[]> {
  return withEvents(items, await journal.recordAll(tx, items.map(draftOf)));
}

export function withEvents<T>(items: readonly T[], events: readonly Recorded[]): RecordedEach<T>[] {
  return items.map((item, i) => {
    const event = events[i];
    if (event === undefined) throw new Error('an event was not recorded');
    return { item, event };
  });
}
