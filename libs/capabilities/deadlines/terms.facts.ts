import type { Item, Sources } from '#capabilities/capability';
import type { Term, ThreadId } from '#kernel';

export interface TermFacts {
  readonly terms: ReadonlyMap<ThreadId, Term>;
  readonly extended: ReadonlySet<ThreadId>;
}

export async function loadTerms(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Pick<Item, 'thread'>[],
): Promise<TermFacts> {
  const threads = [...new Map(items.map(({ thread }) => [thread.id, thread])).values()];
  const clocks = await cases.clocks.clocksOf(tx, threads);
  const terms = threads.flatMap(({ id }, i) => {
    const term = clocks[i]?.term ?? null;
    return term === null ? [] : [[id, term] as const];
  });
  const rows = await tx.query<{ thread: ThreadId }>(
    `select distinct thread from cases.dispatch where thread = any ($1::uuid[]) and clock_act = 'PROLONG'`,
    [threads.map(({ id }) => id)],
  );
  return { terms: new Map(terms), extended: new Set(rows.map(({ thread }) => thread)) };
}
