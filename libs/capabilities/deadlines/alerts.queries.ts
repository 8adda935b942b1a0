import { timestamp, type ThreadId } from '#kernel';
import type { AlertView } from './deadlines.contract.js';
import type { Sources } from '#capabilities/capability';
import type { ThreadRecord } from '#threads';
import { escalatedTo } from '#trust';

/** Returns the alerts of each thread; for one thread (`isOne`), escalations name officers then on duty. */
export async function alertsOf(
  { tx, cases, trust }: Pick<Sources, 'tx' | 'cases' | 'trust'>,
  threads: readonly ThreadRecord[],
  isOne: boolean,
): Promise<ReadonlyMap<ThreadId, readonly AlertView[]>> {
  const records = await cases.alerts.alertsOf(
    tx,
    threads.map(({ id }) => id),
  );
  const [one] = threads;
  const found = new Map<ThreadId, AlertView[]>();
  for (const { thread, alert, minutes, at: recorded, authority, way } of records) {
    const at = timestamp(recorded);
    const isNamed = isOne && alert === 'ESCALATED' && authority !== null && one !== undefined;
    const officers = isNamed
      ? escalatedTo(await trust.ownBy(tx, recorded), one, authority, at)
      : null;
    const views = found.get(thread) ?? [];
    views.push({ alert, minutes, at, dutyOfficers: officers, way });
    found.set(thread, views);
  }
  return found;
}
