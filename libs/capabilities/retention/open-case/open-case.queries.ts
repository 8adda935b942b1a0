import { timestamp, type ThreadId } from '#kernel';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import type { OpenCaseView } from '../retention.contract.js';
import { erasureOf, openCaseOf } from './open-case.model.js';
import { OpenCases } from './open-case.rows.js';

const cases = new OpenCases();

/** Cases of these threads that are open, as their officers see them; of the others null. The caller has read the chains. */
export async function openCaseViews(
  tx: Tx,
  trust: Pick<TrustStore, 'retention'>,
  threads: readonly ThreadId[],
): Promise<ReadonlyMap<ThreadId, OpenCaseView | null>> {
  if (threads.length === 0) return new Map();
  const { now, acts } = await cases.actsOf(tx, threads);
  const stops = await cases.stops(tx, threads);
  const orders = trust.retention();
  return new Map(
    threads.map((thread) => {
      const open = openCaseOf(acts.get(thread) ?? [], now);
      if (open === null) return [thread, null];
      const decidedAt = orders.lifting(thread)?.issuedAt;
      const stopped = stops.get(thread);
      const view: OpenCaseView = {
        ground: open.ground,
        since: timestamp(open.since),
        erasure: erasureOf(open, { isHeld: orders.isHeld(thread), decidedAt }),
        stoppedAt: stopped === undefined ? null : timestamp(stopped.at),
      };
      return [thread, view];
    }),
  );
}
