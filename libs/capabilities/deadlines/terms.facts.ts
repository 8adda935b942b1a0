import type { Item, Sources } from '#capabilities/capability';
import type { Term, ThreadId } from '#kernel';

/** As it stands before the document is filed. */
export interface TermFacts {
  /** Of each thread whose term has begun. */
  readonly terms: ReadonlyMap<ThreadId, Term>;
  /** Threads of which an extension was said already, also one that has not arrived yet. */
  readonly extended: ReadonlySet<ThreadId>;
}

/** Two statements. */
export async function loadTerms(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Pick<Item, 'thread'>[],
): Promise<TermFacts> {
  const threads = [...new Map(items.map(({ thread }) => [thread.id, thread])).values()];
  const clocks = await cases.clocks.of(tx, threads);
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
