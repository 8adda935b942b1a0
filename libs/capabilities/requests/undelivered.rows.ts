import type { Waiting } from './threads.contract.js';
import { mostWaiting } from './threads.lists.js';
import type { AuthorityId, Side, ThreadId } from '#kernel';
import { lost, ended } from '#threads';
import type { Tx } from '#store';

const underway = `o.thread is not null and o.state in ('QUEUED', 'SEALED', 'RELAYED') and not exists (
  select from mailbox.receipt_in r where r.message_id = o.message_id and r.link_id = o.link_id)`;

/**
 * SQL condition: this State's request about an open risk to life was blocked or refused, so the neighbour does not know of
 * it.
 */
const neverCame = `t.priority = 0 and t.side = 'ASKING' and t.state not in (${ended}) and ${lost('t.id')}`;

const unclaimed = `side = 'ASKED' and holder is null and moving_to is null and state not in (${ended})`;

export interface WaitingState {
  readonly undelivered: number;
  readonly oldestSeconds: number;
  readonly unassigned: number;
  readonly lifeUndelivered: number;
  readonly lifeUnassigned: number;
}

interface Desk {
  readonly side: Side;
  readonly authority: AuthorityId;
}

export class Undelivered {
  async countUndelivered(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<ReadonlyMap<ThreadId, number>> {
    if (threads.length === 0) return new Map();
    const rows = await tx.query<{ thread: ThreadId; n: number }>(
      `select o.thread, count(*)::int as n from mailbox.outbox o
       where o.thread = any ($1::uuid[]) and (${underway} or o.dispatch = o.thread and exists (
         select from cases.thread t where t.id = o.thread and t.state not in (${ended}) and ${lost('t.id')}))
       group by o.thread`,
      [threads],
    );
    return new Map(rows.map(({ thread, n }) => [thread, n]));
  }

  async atDesk(tx: Tx, { side, authority }: Desk): Promise<Waiting> {
    const count = (rows: string): string =>
      `(select count(*)::int from (${rows} limit ${mostWaiting}) counted)`;
    const [row] = await tx.query<Waiting>(
      `select ${count(`select from mailbox.outbox o join cases.thread t on t.id = o.thread
           where t.authority = $1 and t.side = $2 and ${underway}`)}
         + ${count(`select from cases.thread t where t.authority = $1 and t.side = $2 and ${neverCame}`)} as undelivered,
         ${count(`select from cases.thread where authority = $1 and side = $2 and ${unclaimed}`)} as unassigned`,
      [authority, side],
    );
    const { undelivered = 0, unassigned = 0 } = row ?? {};
    return { undelivered: Math.min(undelivered, mostWaiting), unassigned };
  }

  async everywhere(tx: Tx): Promise<WaitingState> {
    const [row] = await tx.query<WaitingState>(
      `with away as (
         select o.priority, o.queued_at as at from mailbox.outbox o where ${underway} limit ${mostWaiting}),
       life as (
         select min(o.queued_at) as at, count(*)::int as n from mailbox.outbox o where o.priority = 0 and ${underway}),
       never as (select count(*)::int as n from cases.thread t where ${neverCame}),
       nobody as (select priority from cases.thread where ${unclaimed} limit ${mostWaiting}),
       alone as (select count(*)::int as n from cases.thread where priority = 0 and ${unclaimed})
       select (select count(*)::int from away) as undelivered,
         coalesce(floor(extract(epoch from clock_timestamp() - least((select min(at) from away), (select at from life)))), 0)::int
           as "oldestSeconds",
         (select count(*)::int from nobody) as unassigned,
         (select n from life) + (select n from never) as "lifeUndelivered",
         (select n from alone) as "lifeUnassigned"`,
    );
    if (row === undefined) throw new Error('a count has a row');
    return row;
  }
}
