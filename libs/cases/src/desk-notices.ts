import {
  duplicateLimits,
  timestamp,
  type AuthorityId,
  type Compartment,
  type DeskNotice,
  type Side,
  type ThreadId,
} from '#model';
import type { Tx } from '#store';
import { requirePlace } from './place.js';
import { onRoster } from './rows.js';

/** A comparison whose outcome the desks concerned are to be told. */
export interface OpenCheck {
  readonly id: string;
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  /** The thread that was filed; null when an officer asked. */
  readonly thread: ThreadId | null;
}

/** `ASKED_ABOUT`: another desk asked about it. `OTHER_DESK`: another desk may already work on it. */
export type Notice = 'ASKED_ABOUT' | 'OTHER_DESK';

/** A thread whose desk is to be told something. */
export interface ConcernedThread {
  readonly check: string;
  readonly thread: ThreadId;
  readonly authority: AuthorityId;
  readonly compartment: Compartment;
  readonly notice: Notice;
}

export interface NewNotice extends ConcernedThread {
  readonly at: Date;
  readonly event: string;
}

const { days, shown } = duplicateLimits;

/** What desks of one State are told of each other: that something is there, never what, whose or by whom. */
export class DeskNotices {
  /** Locked, oldest first. */
  due(tx: Tx, limit: number): Promise<OpenCheck[]> {
    return tx.query<OpenCheck>(
      `select id, authority, compartment, thread from cases.duplicate_check where told_at is null
       order by at, id limit $1 for update skip locked`,
      [limit],
    );
  }

  /**
   * Threads of other authorities with a mark of the check, and of the own one those that the officer who asked may not read,
   * the newest ones; a filed thread that another authority has such a one of.
   */
  async concerned(tx: Tx, check: OpenCheck): Promise<ConcernedThread[]> {
    const rows = await tx.query<{ thread: ThreadId; authority: AuthorityId }>(
      `with marks as (
         select m.type, m.token from cases.duplicate_check c, unnest(c.types, c.tokens) as m (type, token)
         where c.id = $1
         union
         select l.type, l.token from cases.duplicate_check c join cases.likeness l on l.thread = c.thread
         where c.id = $1)
       select distinct x.thread, x.authority, x.opened_at
       from marks m join cases.duplicate_check c on c.id = $1
       join cases.likeness x on x.compartment = c.compartment and x.type = m.type and x.token = m.token
       join cases.thread t on t.id = x.thread
       where x.thread is distinct from c.thread
         and (x.authority <> c.authority or (c.officer is not null and not cases.reads(
           c.officer, t.id, t.side, t.priority, t.holder, t.left_holder, t.owner)))
         and x.opened_at > c.at - make_interval(days => ${days})
       order by x.opened_at desc, x.thread limit ${shown}`,
      [check.id],
    );
    const { compartment } = check;
    const others = rows.map(({ thread, authority }) => {
      return { check: check.id, thread, authority, compartment, notice: 'ASKED_ABOUT' } as const;
    });
    if (check.thread === null || others.length === 0) return others;
    const { thread, authority } = check;
    return [...others, { check: check.id, thread, authority, compartment, notice: 'OTHER_DESK' }];
  }

  record(tx: Tx, notices: readonly NewNotice[]): void {
    if (notices.length === 0) return;
    tx.send(
      `insert into cases.duplicate_notice (event, thread, authority, compartment, notice, at)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
      [
        notices.map(({ event }) => event),
        notices.map(({ thread }) => thread),
        notices.map(({ authority }) => authority),
        notices.map(({ compartment }) => compartment),
        notices.map(({ notice }) => notice),
        notices.map(({ at }) => at),
      ],
    );
  }

  /** Told: what was sought goes now, the check itself once it does not count against its officer any more. */
  settle(tx: Tx, checks: readonly OpenCheck[]): void {
    tx.send(
      `update cases.duplicate_check set told_at = clock_timestamp(), types = null, tokens = null
       where id = any ($1::uuid[])`,
      [checks.map(({ id }) => id)],
    );
    tx.send(
      `delete from cases.duplicate_check
       where told_at is not null and at < clock_timestamp() - interval '1 hour'`,
    );
  }

  /** That others asked about threads of one's own authority which the officer may read, newest first. @throws CasesError NOT_FOUND */
  async list(
    tx: Tx,
    desk: { readonly authority: AuthorityId; readonly side: Side },
    limit: number,
    before: string | null,
  ): Promise<DeskNotice[]> {
    await requirePlace(tx, 'notice', before);
    const rows = await tx.query<{ notice: string; thread: ThreadId; at: Date }>(
      `select n.event as notice, n.thread, n.at
       from cases.duplicate_notice n join cases.thread t on t.id = n.thread
       where n.authority = $1 and n.notice = 'ASKED_ABOUT' and t.side = $2 and ${onRoster('t.')} and ($4::uuid is null
         or (n.at, n.event) < (select at, event from cases.duplicate_notice where event = $4))
       order by n.at desc, n.event desc limit $3`,
      [desk.authority, desk.side, limit, before],
    );
    return rows.map(({ notice, thread, at }) => ({ notice, thread, at: timestamp(at) }));
  }
}
