import type { DocumentId, ThreadId } from '#kernel';
import { saidIn, type DispatchHead, type Said } from '#threads';
import type { Item, Sources } from '#capabilities/capability';
import { narrowingsIn } from '../recalls/recalls.facts.js';
import type { RecallRecord } from '../recalls/recalls.rows.js';

export interface StayingFacts {
  readonly openers: ReadonlyMap<ThreadId, DispatchHead | null>;
  readonly recalls: ReadonlyMap<ThreadId, readonly RecallRecord[]>;
  readonly said: ReadonlyMap<DocumentId, Said>;
}

export async function loadStaying(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Item[],
): Promise<StayingFacts> {
  // A thread has the id of its opening document.
  const ids = items.map(({ thread }) => thread.id as unknown as DocumentId);
  const heads = new Map((await cases.headsById(tx, ids)).map((head) => [head.id, head]));
  const openers = new Map(
    items.map(({ thread }, i) => {
      const id = ids[i];
      return [thread.id, (id && heads.get(id)) ?? null];
    }),
  );
  const forwards = ids.filter((id) => heads.get(id)?.kind === 'forward');
  if (forwards.length === 0) return { openers, recalls: new Map(), said: new Map() };
  const threads = new Map(items.map(({ thread }) => [thread.id, thread]));
  const recalls = await cases.recalls.ofAll(tx, [...threads.keys()]);
  const narrowings = [...recalls.values()].flatMap((each) => narrowingsIn(each, forwards));
  const records = await cases.dispatchesById(tx, [
    ...forwards,
    ...narrowings.map(({ document }) => document),
  ]);
  return { openers, recalls, said: saidIn(cases, threads, records) };
}
