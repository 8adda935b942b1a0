import type { Sources } from '#capabilities/capability';
import type { Cases } from '#capabilities/cases';
import type { Term, ThreadId } from '#kernel';
import { answerable, type ThreadRecord } from '#threads';

export interface TermFacts {
  readonly terms: ReadonlyMap<ThreadId, Term>;
  /** Threads with an extension that counts, or that may still count: a refused one allows another. */
  readonly extended: ReadonlySet<ThreadId>;
}

export async function loadTerms(
  { tx, cases }: Pick<Sources, 'tx'> & { readonly cases: Pick<Cases, 'clocks'> },
  items: readonly { readonly thread: Pick<ThreadRecord, 'id' | 'priority'> }[],
): Promise<TermFacts> {
  const threads = [...new Map(items.map(({ thread }) => [thread.id, thread])).values()];
  const clocks = await cases.clocks.clocksOf(tx, threads);
  const terms = threads.flatMap(({ id }, i) => {
    const term = clocks[i]?.term ?? null;
    return term === null ? [] : [[id, term] as const];
  });
  const rows = await tx.query<{ thread: ThreadId }>(
    `select distinct d.thread from cases.dispatch d
     where d.thread = any ($1::uuid[]) and d.clock_act = 'PROLONG' and ${answerable('d')}`,
    [threads.map(({ id }) => id)],
  );
  return { terms: new Map(terms), extended: new Set(rows.map(({ thread }) => thread)) };
}
