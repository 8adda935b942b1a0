import { timestamp, type ThreadId } from '#kernel';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import type { OpenCaseView } from '../retention.contract.js';
import type { Lifting } from '../retention.model.js';
import { erasureOf, openCaseOf, type OpenCase, type OpenCaseErasure } from './open-case.model.js';
import { OpenCases, type HoldDecision } from './open-case.rows.js';

const cases = new OpenCases();

type Orders = Pick<TrustStore, 'state' | 'retention' | 'ordersStored'>;

export interface JudgedCase {
  readonly open: OpenCase;
  readonly erasure: OpenCaseErasure;
}

export async function decisionsOf(
  tx: Tx,
  trust: Orders,
  liftings: readonly Lifting[],
): Promise<readonly HoldDecision[]> {
  if (liftings.length === 0) return [];
  const stored = await trust.ordersStored(
    tx,
    liftings.map(({ hold }) => hold.version),
  );
  return liftings.flatMap(({ thread, hold }) => {
    const at = stored.get(hold.version);
    if (at === undefined) return [];
    const signed = new Date(hold.since);
    return [{ thread, heldAt: signed < at ? signed : at }];
  });
}

export async function judgeErasures(
  tx: Tx,
  trust: Orders,
  threads: readonly ThreadId[],
): Promise<{
  readonly now: Date;
  readonly cases: ReadonlyMap<ThreadId, JudgedCase | null>;
}> {
  const { now, acts } = await cases.actsOf(tx, threads);
  const orders = trust.retention();
  const liftings = threads.flatMap((thread) => orders.lifting(thread) ?? []);
  const decisions = await decisionsOf(tx, trust, liftings);
  const judged = threads.map((thread): [ThreadId, JudgedCase | null] => {
    const open = openCaseOf(acts.get(thread) ?? [], trust.state, now);
    if (open === null) return [thread, null];
    const heldAt = decisions.find((each) => each.thread === thread)?.heldAt;
    return [thread, { open, erasure: erasureOf(open, { isHeld: orders.isHeld(thread), heldAt }) }];
  });
  return { now, cases: new Map(judged) };
}

export async function openCaseViews(
  tx: Tx,
  trust: Orders,
  threads: readonly ThreadId[],
): Promise<ReadonlyMap<ThreadId, OpenCaseView | null>> {
  if (threads.length === 0) return new Map();
  const judged = await judgeErasures(tx, trust, threads);
  const stops = await cases.stops(tx, threads);
  return new Map(
    threads.map((thread) => {
      const found = judged.cases.get(thread) ?? null;
      const stopped = stops.get(thread);
      const view = found && {
        ground: found.open.ground,
        since: timestamp(found.open.since),
        erasure: found.erasure,
        stoppedAt: stopped === undefined ? null : timestamp(stopped.at),
      };
      return [thread, view];
    }),
  );
}
