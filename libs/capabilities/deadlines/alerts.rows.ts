import type { Alert } from './escalation.model.js';
import type { AuthorityId, StateCode, ThreadId, Timestamp } from '#kernel';
import { ahead, ended, threadColumns, type ThreadRecord } from '#threads';
import { mustBeSentAgain } from '#capabilities/disclosure/recalls/recalls.rows';
import { unrecorded } from '#capabilities/packages/life/life.rows';
import type { Tx } from '#store';

export interface WatchedThread extends ThreadRecord {
  readonly submittedAt: Date | null;
  readonly knownAt: Date | null;
  readonly takenAt: Date | null;
  readonly endedAt: Date | null;
  readonly levels: readonly number[];
  readonly expired: boolean;
  readonly terms: readonly string[];
  /**
   * Seconds by which the neighbour dated the delivery after the arrival of its receipt. 0 if no receipt was more than
   * `skewMinutes` ahead.
   */
  readonly aheadSeconds: number;
  readonly now: Date;
}

export interface NextLook {
  readonly thread: ThreadId;
  readonly at: Date | null;
  readonly dueAt: Timestamp | null;
}

export interface NewAlert {
  readonly thread: ThreadRecord;
  readonly alert: Alert;
  readonly level: number;
  readonly minutes: number | null;
  readonly at: Date;
  readonly event: string;
}

export interface AlertRecord {
  readonly thread: ThreadId;
  readonly alert: Alert;
  readonly minutes: number | null;
  readonly at: Date;
  readonly authority: AuthorityId | null;
  readonly way: readonly StateCode[] | null;
}

export interface OpenEscalations {
  readonly count: number;
  readonly oldestSeconds: number;
}

const taking = `('ACKNOWLEDGE', 'INDIRECT', 'PAUSE', 'STOP')`;
const known = `case d.direction when 'OUT' then d.committed_at else d.delivered_at end`;

export class Alerts {
  watched(tx: Tx, limit: number): Promise<WatchedThread[]> {
    return tx.query<WatchedThread>(
      `select ${threadColumns},
         (select min(d.committed_at) from cases.dispatch d
          where d.thread = t.id and d.clock_act = 'START' and d.direction = 'OUT') as "submittedAt",
         (select min(d.committed_at) from cases.dispatch d
          where d.thread = t.id and d.clock_act = 'START') as "knownAt",
         (select min(${known}) from cases.dispatch d
          where d.thread = t.id and d.clock_act in ${taking}) as "takenAt",
         (select min(${known}) from cases.dispatch d
          where d.thread = t.id and d.clock_act = 'STOP') as "endedAt",
         array (select a.level from cases.alert a where a.thread = t.id and a.authority = t.authority
           and a.alert = 'ESCALATED') as levels,
         exists (select from cases.alert a where a.thread = t.id and a.alert = 'EXPIRED') as expired,
         array (select a.alert || ' ' || a.level from cases.alert a
           where a.thread = t.id and a.alert in ('TERM_ENDING', 'TERM_ENDED')) as terms,
         extract(epoch from ${ahead('t.id')})::float8 as "aheadSeconds",
         clock_timestamp() as now
       from cases.thread t where t.watch_at <= statement_timestamp()
       order by t.watch_at limit ${limit} for update of t skip locked`,
    );
  }

  next(tx: Tx, looks: readonly NextLook[]): void {
    tx.send(
      `update cases.thread t set watch_at = u.at, due_at = u.due
       from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as u (thread, at, due)
       where t.id = u.thread`,
      [
        looks.map(({ thread }) => thread),
        looks.map(({ at }) => at),
        looks.map(({ dueAt }) => dueAt),
      ],
    );
  }

  recordAlerts(tx: Tx, alerts: readonly NewAlert[]): void {
    if (alerts.length === 0) return;
    tx.send(
      `insert into cases.alert (thread, authority, compartment, alert, level, minutes, at, event)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::integer[],
         $7::timestamptz[], $8::uuid[])`,
      [
        alerts.map(({ thread }) => thread.id),
        alerts.map(({ thread }) => thread.authority),
        alerts.map(({ thread }) => thread.compartment),
        alerts.map(({ alert }) => alert),
        alerts.map(({ level }) => level),
        alerts.map(({ minutes }) => minutes),
        alerts.map(({ at }) => at),
        alerts.map(({ event }) => event),
      ],
    );
  }

  /** Returns the alerts of the threads, oldest first. A State's many emergency accesses give one alert per thread. */
  alertsOf(tx: Tx, threads: readonly ThreadId[]): Promise<AlertRecord[]> {
    return tx.query<AlertRecord>(
      `select a.thread, a.alert, a.minutes, a.at, a.authority, a.way from (
         select thread, alert, minutes, at, level, authority, null::text[] as way
         from cases.alert where thread = any ($1::uuid[])
         union all
         select r.thread, 'RECALL_UNSAID', null, coalesce(o.closed_at, o.queued_at), 0, null, null
         from cases.recall r join mailbox.outbox o on o.dispatch = r.document
         where r.thread = any ($1::uuid[]) and ${mustBeSentAgain} and not exists (
           select from cases.stop s where s.thread = r.thread and s.lifted_at is null)
         union all
         select u.thread, 'PACKAGE_UNTOLD', null, min(u.at), 0, null, null from (
           select h.thread, c.at from cases.package_handed h join cases.package_concern c on c.package = h.package
           where h.thread = any ($1::uuid[]) and h.recipient is not null and c.number > coalesce(
             (select max(t.concerns) from cases.package_told t where t.handed = h.id), 0)
           union all
           select p.thread, c.at from cases.package p join cases.package_concern c on c.package = p.id
           where p.thread = any ($1::uuid[]) and ${unrecorded}) u group by u.thread
         union all
         select thread, 'ERASURE_STOPPED', null, at, 0, null, null from cases.erasure_stop
         where thread = any ($1::uuid[]) and stands
         union all
         select thread, 'GLASS_BROKEN', null, max(at), 0, null, null from cases.broken_glass
         where thread = any ($1::uuid[]) group by thread
         union all
         select g.thread, g.alert, null, g.at, 0, null, case g.alert when 'GLASS_BROKEN_BEYOND' then g.way end
         from unnest($1::uuid[]) as x (thread) cross join lateral (
           with recursive last as (
             (select n.* from cases.glass_there n where n.thread = x.thread order by n.state, n.at desc limit 1)
             union all
             select n.* from last l cross join lateral (
               select f.* from cases.glass_there f where f.thread = x.thread and f.state > l.state
               order by f.state, f.at desc limit 1) n)
           select * from last) g) a
       order by a.at, a.level`,
      [threads],
    );
  }

  async open(tx: Tx): Promise<OpenEscalations> {
    const [row] = await tx.query<OpenEscalations>(
      `select count(distinct t.id)::int as count,
         coalesce(floor(extract(epoch from clock_timestamp() - min(a.at))), 0)::int as "oldestSeconds"
       from cases.thread t join cases.alert a on a.thread = t.id and a.alert = 'ESCALATED' and a.level = 1
       where t.priority = 0 and t.state not in (${ended})
         and not exists (
           select from cases.dispatch d
           where d.thread = t.id and d.clock_act in ${taking} and ${known} is not null)`,
    );
    return row ?? { count: 0, oldestSeconds: 0 };
  }
}
