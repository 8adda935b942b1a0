import { randomUUID } from 'node:crypto';
import {
  mostGlasses,
  rosterLimits,
  type GlassReason,
  type RosterReason,
} from './access-lists.lists.js';
import type { RosterLine } from './access-lists.model.js';
import { timestamp, type EventId, type MessageId, type OfficerId, type ThreadId } from '#kernel';
import { ThreadsError, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

export interface RosterRow extends RosterLine {
  /** Why a member was added; why the glass was broken, where `until` is not null. */
  readonly reason: RosterReason | GlassReason;
  readonly addedBy: OfficerId;
  readonly at: Date;
}

/** A glass that is broken: who reads until when. */
export interface OpenGlass {
  readonly id: string;
  readonly at: Date;
  readonly until: Date;
  /** How many more within the day. */
  readonly left: number;
}

export interface NewGlass {
  readonly officer: OfficerId;
  readonly reason: GlassReason;
  /** The facts, under the key of the thread. */
  readonly content: Uint8Array;
  readonly event: EventId;
}

export interface GlassRow {
  readonly id: string;
  readonly officer: OfficerId;
  readonly reason: GlassReason;
  readonly content: Buffer | null;
  readonly at: Date;
  readonly until: Date;
}

/** Name under which the facts are encrypted: they open in their own row alone. */
export const glassName = (id: string): string => `glass:${id}`;

const { glassHours, glassPerDay, members } = rosterLimits;

/** Rosters of threads, and reads by officers who are on none. The caller holds the thread's lock. */
export class Rosters {
  /** Of a thread, in the order of their coming. What has closed by itself is not there any more. */
  lines(tx: Tx, thread: ThreadId): Promise<RosterRow[]> {
    return tx.query<RosterRow>(
      `select officer, until, reason, added_by as "addedBy", at from cases.roster
       where thread = $1 and (until is null or until > statement_timestamp()) order by at, officer`,
      [thread],
    );
  }

  /**
   * A member whom the keeper adds again, for another reason or after somebody else, is from then on there by the keeper's word: a
   * stand-in of an earlier one is none of this one's. @throws ThreadsError ROSTER_MEMBER, ROSTER_FULL
   */
  async add(
    tx: Tx,
    thread: ThreadRecord,
    line: Omit<RosterRow, 'at' | 'until'>,
    known: readonly RosterRow[],
  ): Promise<void> {
    const others = known.filter(({ until, officer }) => until === null && officer !== line.officer);
    if (others.length >= members) throw new ThreadsError('ROSTER_FULL', `${members}`);
    const rows = await tx.query(
      `insert into cases.roster (thread, officer, authority, compartment, reason, added_by)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (thread, officer) do update set until = null, reason = excluded.reason,
         added_by = excluded.added_by, at = excluded.at
         where roster.until is not null
           or $7 and (roster.reason, roster.added_by) <> (excluded.reason, excluded.added_by)
       returning 1 as one`,
      [
        thread.id,
        line.officer,
        thread.authority,
        thread.compartment,
        ...[line.reason, line.addedBy, line.addedBy === thread.keeper],
      ],
    );
    if (rows.length === 0) throw new ThreadsError('ROSTER_MEMBER');
  }

  /**
   * Before these go into other hands: who has answered in one of them may read it on, until the colleague who then has it says
   * otherwise. Gives those in which the officer is new on the roster; one whose roster is full is left out.
   */
  async keepAnswerer(
    tx: Tx,
    threads: readonly ThreadId[],
    officer: OfficerId,
    addedBy: OfficerId,
  ): Promise<ReadonlySet<ThreadId>> {
    const rows = await tx.query<{ thread: ThreadId }>(
      `insert into cases.roster (thread, officer, authority, compartment, reason, added_by)
       select t.id, $2, t.authority, t.compartment, 'HAS_ANSWERED', $3 from cases.thread t
       where t.id = any ($1::uuid[])
         and exists (select from cases.dispatch d where d.thread = t.id and d.direction = 'OUT' and d.officer = $2)
         and (select count(*) from cases.roster r where r.thread = t.id and r.until is null) < ${members}
       on conflict (thread, officer) do update set until = null, reason = excluded.reason,
         added_by = excluded.added_by, at = excluded.at
         where roster.until is not null
       returning thread`,
      [threads, officer, addedBy],
    );
    return new Set(rows.map(({ thread }) => thread));
  }

  /** Also what the officer has broken into. @throws ThreadsError ROSTER_MEMBER */
  async remove(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<void> {
    const rows = await tx.query(
      'delete from cases.roster where thread = $1 and officer = $2 returning 1 as one',
      [thread.id, officer],
    );
    if (rows.length === 0) throw new ThreadsError('ROSTER_MEMBER');
  }

  /**
   * From here on the officer may read the thread, for some hours.
   * @throws ThreadsError GLASS_SPENT with the time from which on the next is free
   */
  async open(
    tx: Tx,
    thread: ThreadRecord,
    officer: OfficerId,
    reason: GlassReason,
  ): Promise<OpenGlass> {
    // Two at a time would both find the last one free.
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended('cases.broken_glass ' || $1::text, 0))`,
      [officer],
    );
    const [used] = await tx.query<{ count: number; free: Date | null }>(
      `select count(*)::int as count, min(at) + interval '1 day' as free
       from cases.broken_glass where officer = $1 and at > statement_timestamp() - interval '1 day'`,
      [officer],
    );
    const count = used?.count ?? 0;
    if (count >= glassPerDay)
      throw new ThreadsError('GLASS_SPENT', `again from ${timestamp(used?.free ?? new Date())}`);
    const [row] = await tx.query<{ at: Date; until: Date }>(
      `insert into cases.roster (thread, officer, authority, compartment, reason, added_by, until)
       values ($1, $2, $3, $4, $5, $2, clock_timestamp() + make_interval(hours => ${glassHours}))
       on conflict (thread, officer) do update set until = excluded.until, reason = excluded.reason,
         added_by = excluded.added_by, at = excluded.at
       where roster.until is not null returning at, until`,
      [thread.id, officer, thread.authority, thread.compartment, reason],
    );
    if (row === undefined) throw new ThreadsError('ROSTER_MEMBER');
    return { id: randomUUID(), ...row, left: glassPerDay - count - 1 };
  }

  async record(tx: Tx, thread: ThreadRecord, glass: OpenGlass, said: NewGlass): Promise<void> {
    await tx.query(
      `insert into cases.broken_glass
         (id, thread, authority, compartment, officer, reason, content, at, until, event)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[glass.id, thread.id, thread.authority, thread.compartment],
        ...[said.officer, said.reason, said.content, glass.at, glass.until, said.event],
      ],
    );
  }

  /** Of a thread, newest first, at most `mostGlasses`. */
  broken(tx: Tx, thread: ThreadId): Promise<GlassRow[]> {
    return tx.query<GlassRow>(
      `select id, officer, reason, content, at, until from cases.broken_glass
       where thread = $1 order by at desc, id limit ${mostGlasses}`,
      [thread],
    );
  }

  /** The first message of the thread that came from the neighbour; undefined where none has. */
  async firstOfPeer(tx: Tx, thread: ThreadId): Promise<MessageId | undefined> {
    const [row] = await tx.query<{ id: MessageId }>(
      `select message_id as id from cases.dispatch
       where thread = $1 and direction = 'IN' and message_id is not null
       order by committed_at, id limit 1`,
      [thread],
    );
    return row?.id;
  }
}
