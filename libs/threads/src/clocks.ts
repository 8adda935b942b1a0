import {
  acknowledgeMinutes,
  clockOf,
  isUntaken,
  mostExtensions,
  skewMinutes,
  timestamp,
  type Clock,
  type ClockAct,
  type ClockMark,
  type DocumentId,
  type ThreadId,
  type TimeLimits,
  type Timestamp,
} from '#kernel';
import { filedThere } from './lost.js';
import type { ThreadRecord } from './rows.js';
import type { Tx } from '#store';

interface MarkRow {
  readonly thread: ThreadId;
  readonly document: DocumentId;
  readonly deliveredAt: Date | null;
  readonly act: ClockAct['act'];
  readonly question: DocumentId | null;
  readonly until: Date | null;
  readonly limits: readonly number[] | null;
}

export const limitsRow = (of: TimeLimits): readonly number[] => [
  of.urgentDirect,
  of.urgentIndirect,
  of.other,
];

export interface Delivered {
  readonly dispatch: DocumentId;
  readonly at: string;
}

export class Clocks {
  async clocksOf(
    tx: Tx,
    threads: readonly (Pick<ThreadRecord, 'id' | 'priority'> & { readonly onRoster?: boolean })[],
  ): Promise<readonly Clock[]> {
    const of = (onRoster: boolean) =>
      threads.filter((thread) => (thread.onRoster ?? true) === onRoster).map(({ id }) => id);
    const rows = await tx.query<MarkRow>(marksSql, [of(true)]);
    const hidden = of(false);
    if (hidden.length > 0) rows.push(...(await tx.query<MarkRow>(deskSql, [hidden])));
    return threads.map(({ id, priority }) => {
      const marks = rows.filter(({ thread }) => thread === id).map(markOf);
      return clockOf(marks, priority);
    });
  }

  async lastQuestions(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<ReadonlyMap<ThreadId, DocumentId>> {
    const rows = await tx.query<{ thread: ThreadId; id: DocumentId }>(
      `select distinct on (thread) thread, id from cases.dispatch
       where thread = any ($1::uuid[]) and clock_act = 'PAUSE'
       order by thread, committed_at desc, id desc`,
      [threads],
    );
    return new Map(rows.map(({ thread, id }) => [thread, id]));
  }

  /**
   * Stores the deadline and the next alarm check (`watch_at`) of each thread. A neighbour's false delivery time cannot
   * postpone a due check.
   */
  async set(tx: Tx, threads: readonly Pick<ThreadRecord, 'id' | 'priority'>[]): Promise<void> {
    if (threads.length === 0) return;
    const clocks = await this.clocksOf(tx, threads);
    tx.send(
      `update cases.thread t set due_at = u.due_at, take_by = coalesce(u.take_by, t.take_by), taken = u.taken,
         watch_at = case when u.unstarted or t.watch_at <= clock_timestamp() then t.watch_at
           when u.take_by is not null
             then least(u.next_at, clock_timestamp() + interval '${acknowledgeMinutes} minutes')
           else u.next_at - ${ahead('t.id')} end
       from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::bool[], $5::timestamptz[], $6::bool[])
         as u (id, due_at, next_at, unstarted, take_by, taken)
       where t.id = u.id`,
      [
        threads.map(({ id }) => id),
        clocks.map((clock) => (clock.state === 'RUNNING' ? clock.dueAt : null)),
        clocks.map(watchAt),
        clocks.map(({ state }) => state === 'NOT_STARTED'),
        clocks.map(({ acknowledgeBy }) => acknowledgeBy),
        clocks.map((clock) => !isUntaken(clock)),
      ],
    );
  }

  /**
   * Stores the earliest `at` as each sent document's delivery time and updates the deadlines. Call it after the outcomes of
   * the documents are stored.
   */
  async delivered(tx: Tx, sent: readonly Delivered[]): Promise<void> {
    if (sent.length === 0) return;
    const ids = sent.map(({ dispatch }) => dispatch);
    const threads = await tx.query<
      Pick<ThreadRecord, 'id' | 'priority'> & { readonly hasExtension: boolean }
    >(
      `select t.id, t.priority, exists (select from cases.dispatch d where d.thread = t.id
         and d.clock_act = 'PROLONG' and d.id = any ($1::uuid[])) as "hasExtension"
       from cases.thread t where t.id in (
         select thread from cases.dispatch where id = any ($1::uuid[]) and direction = 'OUT')
       order by t.id for update of t`,
      [ids],
    );
    const updated = await tx.query<{ thread: ThreadId }>(
      `update cases.dispatch d set delivered_at = m.at, heard_at = coalesce(d.heard_at, case
         when m.at > clock_timestamp() + interval '${skewMinutes} minutes' then clock_timestamp() end)
       from (select id, min(at) as at from unnest($1::uuid[], $2::timestamptz[]) as u (id, at) group by 1) as m
       where d.id = m.id and d.direction = 'OUT'
         and (d.delivered_at is null or d.delivered_at > m.at)
       returning d.thread`,
      [ids, sent.map(({ at }) => at)],
    );
    // A receipt that changes no delivery time may make an extension count.
    const moved = threads.filter(
      ({ id, hasExtension }) => hasExtension || updated.some(({ thread }) => thread === id),
    );
    if (moved.length > 0) await this.set(tx, moved);
  }
}

/**
 * SQL interval from `heard_at` to a later `delivered_at` of the sent `START` document; otherwise zero. Alarms come earlier by
 * this interval, against false delivery times.
 */
export const ahead = (thread: string): string => `coalesce((
  select greatest(d.delivered_at - d.heard_at, interval '0') from cases.dispatch d
  where d.thread = ${thread} and d.clock_act = 'START' and d.direction = 'OUT' and d.heard_at is not null
  order by d.delivered_at limit 1), interval '0')`;

const mark = `select thread, id as document, delivered_at as "deliveredAt", clock_act as act,
  clock_question as question, clock_until as until, clock_limits as limits from cases.dispatch d where d.thread = t.id and clock_act`;
/**
 * SQL that reads the documents that determine a thread's clock. Limits their number, because a neighbour can send
 * acknowledgements and delay notices without end.
 */
const marksSql = `select m.* from unnest($1::uuid[]) as t (id) cross join lateral (
  ${['START', 'ACKNOWLEDGE', 'INDIRECT', 'STOP']
    .map((act) => `(${mark} = '${act}' order by delivered_at, id limit 1)`)
    .join(' union all ')}
  union all (${mark} = 'PROLONG' and delivered_at is not null and ${filedThere('d')} order by delivered_at, id limit 1)
  union all (${mark} = 'EXTEND' and delivered_at is not null order by delivered_at, id limit ${mostExtensions})
  union all (${mark} in ('PAUSE', 'RESUME'))
  union all (select s.thread, s.id, s.raised_at, 'STOP', null, null, null from cases.stop s
    where s.thread = t.id and s.lifted_at is null)) m`;

const deskSql = `select thread, document, delivered_at as "deliveredAt", act, question, until, limits
  from cases.desk_marks($1)`;

function watchAt({ state, dueAt, stoppedAt, acknowledgeBy, term }: Clock): Timestamp | null {
  const counts = state === 'RUNNING' || (stoppedAt !== null && dueAt !== null && stoppedAt > dueAt);
  const at = [counts ? dueAt : null, acknowledgeBy, term?.alarmAt ?? null];
  return at.filter((each) => each !== null).sort()[0] ?? null;
}

const markOf = (row: MarkRow): ClockMark => ({
  document: row.document,
  deliveredAt: row.deliveredAt === null ? null : timestamp(row.deliveredAt),
  act: actOf(row),
});

function actOf({ act, question, until, limits }: MarkRow): ClockAct {
  if (act === 'START') return startOf(until, limits);
  if (act === 'RESUME') return { act, question: present(question) };
  if (act === 'EXTEND' || act === 'PROLONG') return { act, until: timestamp(present(until)) };
  return { act };
}

const startOf = (until: Date | null, limits: readonly number[] | null): ClockAct => ({
  act: 'START',
  ...(limits !== null && { limits: limitsOf(limits) }),
  ...(until !== null && { until: timestamp(until) }),
});

function present<T>(value: T | null): T {
  if (value === null) throw new Error('a clock act without its value');
  return value;
}

function limitsOf(row: readonly number[]): TimeLimits {
  const [urgentDirect = NaN, urgentIndirect = NaN, other = NaN] = row;
  return { urgentDirect, urgentIndirect, other };
}
