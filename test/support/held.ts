import type { ThreadId } from '#model';
import type { TestGateway } from './gateway.js';

/** Somebody else has the thread; `officer` is on its roster, and may read it. */
export async function heldByAnother(
  gateway: TestGateway,
  thread: ThreadId,
  officer: string,
): Promise<void> {
  await gateway.sql(`update cases.thread set holder = 'bea' where id = $1`, [thread]);
  await gateway.sql(
    `insert into cases.roster (thread, officer, authority, compartment, reason, added_by)
     select id, $2, authority, compartment, 'JOINT_WORK', 'bea' from cases.thread where id = $1
     on conflict do nothing`,
    [thread, officer],
  );
}
