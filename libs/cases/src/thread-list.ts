import { ModelError, type AuthorityId, type OfficerId, type Side, type ThreadsAsked } from '#model';
import type { Tx } from '#store';
import { requirePlace } from './place.js';
import { ended, threadColumns, type ThreadRecord } from './rows.js';

/** Whose list it is. */
export interface Desk {
  readonly side: Side;
  readonly authority: AuthorityId;
  readonly officer: OfficerId;
}

const most = 200;

/**
 * A page of the threads of a desk, also of those that the officer may not read: somebody must see that they are there. Row-level security would keep all others out by itself; the authority is named so that
 * an index leads to its rows. Every filter is a text of its own: the planner then knows which index serves it.
 * @throws ModelError VALUE_INVALID for a place by due time without that time; CasesError NOT_FOUND for one that is not there
 */
export async function listThreads(
  tx: Tx,
  desk: Desk,
  asked: ThreadsAsked,
): Promise<ThreadRecord[]> {
  const params: unknown[] = [desk.authority, desk.side];
  const value = (item: unknown): string => `$${params.push(item)}`;
  const byDue = asked.order === 'DUE';
  const where = ['authority = $1', 'side = $2'];
  if (byDue) where.push('due_at is not null');
  // What was answered runs on until the neighbour has signed that it came; nobody here has anything to do with it.
  if (byDue || asked.dueWithin !== undefined) where.push(`state not in (${ended})`);
  if (asked.unclaimed === true)
    where.push(`side = 'ASKED' and holder is null`, `state not in (${ended})`);
  if (asked.mine === true) {
    const officer = value(desk.officer);
    where.push(desk.side === 'ASKED' ? `holder = ${officer}` : `owner = ${officer}`);
  }
  if (asked.dueWithin !== undefined)
    where.push(`due_at <= now() + make_interval(hours => ${value(asked.dueWithin)})`);
  if (asked.before !== null) {
    if (byDue && asked.beforeDue === undefined) throw new ModelError('VALUE_INVALID', 'beforeDue');
    // A place by due time is the time itself: the thread may have gone on since.
    if (!byDue) await requirePlace(tx, 'thread', asked.before);
    const id = `${value(asked.before)}::uuid`;
    where.push(
      byDue
        ? `(due_at, id) > (${value(asked.beforeDue)}::timestamptz, ${id})`
        : `(opened_at, id) < (select opened_at, id from cases.thread where id = ${id})`,
    );
  }
  return tx.query<ThreadRecord>(
    `select ${threadColumns} from cases.thread where ${where.join(' and ')}
     order by ${byDue ? 'due_at, id' : 'opened_at desc, id desc'}
     limit ${value(Math.max(1, Math.min(asked.limit, most)))}`,
    params,
  );
}
