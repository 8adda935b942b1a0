import { isKind, type ThreadId } from '#kernel';
import type { Item, Sources } from '#capabilities/capability';

/** Facts by which is judged whether States may be asked one by one. */
export interface ProportionFacts {
  /** Threads of requests whose words another State was asked within a day. */
  readonly said: ReadonlySet<ThreadId>;
}

/** One statement, for requests of this State; none for others. */
export async function loadSaid(
  { tx, cases, trust }: Pick<Sources, 'tx' | 'cases' | 'trust'>,
  items: readonly Item[],
): Promise<ProportionFacts> {
  const peers = trust
    .peers()
    .list()
    .map(({ peer }) => peer);
  const asked = items.flatMap(({ document, thread, direction }) =>
    direction === 'OUT' && isKind(document, 'request')
      ? [{ document, thread, others: peers.filter((peer) => peer !== thread.peer) }]
      : [],
  );
  return { said: await cases.broadcasts.said(tx, asked) };
}
