import { isKind, type ThreadId } from '#kernel';
import type { Item, Sources } from '#capabilities/capability';

export interface ProportionFacts {
  readonly said: ReadonlySet<ThreadId>;
}

export async function loadSaid(
  { tx, cases, trust }: Pick<Sources, 'tx' | 'cases' | 'trust'>,
  items: readonly Item[],
): Promise<ProportionFacts> {
  const peers = trust
    .peers()
    .listPeers()
    .map(({ peer }) => peer);
  const asked = items.flatMap(({ document, thread, direction }) =>
    direction === 'OUT' && isKind(document, 'request')
      ? [{ document, thread, others: peers.filter((peer) => peer !== thread.peer) }]
      : [],
  );
  return { said: await cases.broadcasts.said(tx, asked) };
}
