import { timestamp, type ThreadId } from '#kernel';
import type { AlertView } from './deadlines.contract.js';
import type { Sources } from '#capabilities/capability';
import type { ThreadRecord } from '#threads';
import { escalatedTo } from '#trust';

/**
 * Alerts of threads, and, where one thread is shown, whom they are addressed to. The log keeps no names that could be read
 * here: they are those of this State's directory as it was known at the moment of the alert, and of the roster that was said by
 * then, for the authority that had the thread. Who was suspended since, also as of before, was alerted all the same. A list
 * names nobody: each name costs a walk through all grants of the directory.
 */
export async function alertsOf(
  { tx, cases, trust }: Pick<Sources, 'tx' | 'cases' | 'trust'>,
  threads: readonly ThreadRecord[],
  isOne: boolean,
): Promise<ReadonlyMap<ThreadId, readonly AlertView[]>> {
  const records = await cases.alerts.of(
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
