import type { DocumentId, ThreadId } from '#kernel';
import { saidOf, type Said, type ThreadRecord } from '#threads';
import type { StopRow, Unsent } from './suspensions.rows.js';
import type { Item, Sources } from '#capabilities/capability';

export type Stops = ReadonlyMap<ThreadId, StopRow>;

export interface SuspensionFacts {
  readonly stops: Stops;
  readonly openers: ReadonlyMap<ThreadId, Said>;
}

export interface LeavingFacts {
  readonly stops: Stops;
  readonly unsent: Unsent;
}

const threadsOf = (items: readonly Item[]): ThreadId[] => [
  ...new Set(items.map(({ thread }) => thread.id)),
];

export async function loadSuspensions(
  sources: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Item[],
): Promise<SuspensionFacts> {
  const stops = await sources.cases.stops.open(sources.tx, threadsOf(items));
  const ended = items.filter(
    ({ document, thread }) => document.kind === 'withdrawal' && stops.has(thread.id),
  );
  const threads = ended.map(({ thread }) => thread);
  return { stops, openers: threads.length > 0 ? await openersOf(sources, threads) : new Map() };
}

export async function openersOf(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  threads: readonly ThreadRecord[],
): Promise<ReadonlyMap<ThreadId, Said>> {
  const records = await cases.dispatchesById(
    tx,
    threads.map(({ id }) => id as unknown as DocumentId),
  );
  const said = new Map<ThreadId, Said>();
  for (const thread of threads) {
    const record = records.find(({ id }) => String(id) === String(thread.id));
    if (record !== undefined) said.set(thread.id, saidOf(cases, thread, record));
  }
  return said;
}

export function loadLeaving(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Item[],
): Promise<LeavingFacts> {
  return cases.stops.leaving(tx, threadsOf(items));
}
