import type { ThreadId } from '#kernel';
import type { TestGateway } from './gateway.js';
import { insertRows } from './rows.js';

/** Somebody else has the thread; `officer` is on its roster, and may read it. */
export async function heldByAnother(
  gateway: TestGateway,
  thread: ThreadId,
  officer: string,
): Promise<void> {
  await gateway.sql(`update cases.thread set holder = 'bea' where id = $1`, [thread]);
  const line = { thread, officer, reason: 'JOINT_WORK', added_by: 'bea' };
  await insertRows(gateway, 'cases.roster', [line], { ifThere: 'keep' });
}
