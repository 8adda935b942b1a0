import type { DocumentId, ThreadId } from '#kernel';
import { saidOf, type Said, type ThreadRecord } from '#threads';
import type { StopRow, Unsent } from './suspensions.rows.js';
import type { Item, Sources } from '#capabilities/capability';

/** Suspensions that hold, by thread. */
export type Stops = ReadonlyMap<ThreadId, StopRow>;

/** Facts by which documents of a suspended thread are judged. */
export interface SuspensionFacts {
  readonly stops: Stops;
  /** Requests of suspended threads of which a withdrawal is judged. */
  readonly openers: ReadonlyMap<ThreadId, Said>;
}

/** Facts by which leaving is judged. */
export interface LeavingFacts {
  readonly stops: Stops;
  /** Threads whose request has not left. */
  readonly unsent: Unsent;
}

const threadsOf = (items: readonly Item[]): ThreadId[] => [
  ...new Set(items.map(({ thread }) => thread.id)),
];

/** One statement; for withdrawals from suspended threads one more. */
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

/** Words of the requests of these threads. */
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

/** One statement. */
export function loadLeaving(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Item[],
): Promise<LeavingFacts> {
  return cases.stops.leaving(tx, threadsOf(items));
}
