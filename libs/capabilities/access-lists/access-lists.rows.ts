import { randomUUID } from 'node:crypto';
import {
  mostEmergencies,
  accessListLimits,
  type EmergencyReason,
  type AccessListReason,
} from './access-lists.lists.js';
import type { AccessListLine } from './access-lists.model.js';
import {
  timestamp,
  type EventId,
  type MessageId,
  type OfficerId,
  type ThreadId,
  phrase,
} from '#kernel';
import { ThreadsError, type ThreadRecord } from '#threads';
import type { Tx } from '#store';

export interface AccessListRow extends AccessListLine {
  readonly reason: AccessListReason | EmergencyReason;
  readonly addedBy: OfficerId;
  readonly at: Date;
}

export interface OpenedAccess {
  readonly id: string;
  readonly at: Date;
  readonly until: Date;
  readonly left: number;
}

export interface NewEmergencyAccess {
  readonly officer: OfficerId;
  readonly reason: EmergencyReason;
  readonly content: Uint8Array;
  readonly event: EventId;
}

export interface EmergencyAccessRow {
  readonly id: string;
  readonly officer: OfficerId;
  readonly reason: EmergencyReason;
  readonly content: Buffer | null;
  readonly at: Date;
  readonly until: Date;
}

/**
 * Associated data that binds an encrypted explanation to its row. Must not change: stored explanations would no longer
 * decrypt.
 */
export const emergencyAccessName = (id: string): string => `glass:${id}`;

const { emergencyHours, emergenciesPerDay, members } = accessListLimits;

/** Access lists and emergency accesses. The caller must hold the lock of the thread. */
export class AccessLists {
  lines(tx: Tx, thread: ThreadId): Promise<AccessListRow[]> {
    return tx.query<AccessListRow>(
      `select officer, until, reason, added_by as "addedBy", at from cases.roster
       where thread = $1 and (until is null or until > statement_timestamp()) order by at, officer`,
      [thread],
    );
  }

  /**
   * Adds a member; an emergency access of the officer becomes membership. Only the thread's keeper may change a member's
   * reason. @throws ThreadsError ROSTER_FULL if the list is full; ROSTER_MEMBER if nothing changes
   */
  async add(
    tx: Tx,
    thread: ThreadRecord,
    line: Omit<AccessListRow, 'at' | 'until'>,
    known: readonly AccessListRow[],
  ): Promise<void> {
    const others = known.filter(({ until, officer }) => until === null && officer !== line.officer);
    if (others.length >= members) throw new ThreadsError('ROSTER_FULL', phrase`${members}`);
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
   * Adds the officer to the access lists of those `threads` where the officer sent documents. Returns the threads whose list
   * changed.
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

  /**
   * Removes the officer's membership and emergency access. @throws ThreadsError ROSTER_MEMBER if the officer has no entry in
   * the list
   */
  async remove(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<void> {
    const rows = await tx.query(
      'delete from cases.roster where thread = $1 and officer = $2 returning 1 as one',
      [thread.id, officer],
    );
    if (rows.length === 0) throw new ThreadsError('ROSTER_MEMBER');
  }

  async open(
    tx: Tx,
    thread: ThreadRecord,
    officer: OfficerId,
    reason: EmergencyReason,
  ): Promise<OpenedAccess> {
    // Without the lock two transactions could both take the last place.
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
    if (count >= emergenciesPerDay)
      throw new ThreadsError(
        'GLASS_SPENT',
        phrase`again from ${timestamp(used?.free ?? new Date())}`,
      );
    const [row] = await tx.query<{ at: Date; until: Date }>(
      `insert into cases.roster (thread, officer, authority, compartment, reason, added_by, until)
       values ($1, $2, $3, $4, $5, $2, clock_timestamp() + make_interval(hours => ${emergencyHours}))
       on conflict (thread, officer) do update set until = excluded.until, reason = excluded.reason,
         added_by = excluded.added_by, at = excluded.at
       where roster.until is not null returning at, until`,
      [thread.id, officer, thread.authority, thread.compartment, reason],
    );
    if (row === undefined) throw new ThreadsError('ROSTER_MEMBER');
    return { id: randomUUID(), ...row, left: emergenciesPerDay - count - 1 };
  }

  async recordAccess(
    tx: Tx,
    thread: ThreadRecord,
    emergency: OpenedAccess,
    said: NewEmergencyAccess,
  ): Promise<void> {
    await tx.query(
      `insert into cases.broken_glass
         (id, thread, authority, compartment, officer, reason, content, at, until, event)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[emergency.id, thread.id, thread.authority, thread.compartment],
        ...[said.officer, said.reason, said.content, emergency.at, emergency.until, said.event],
      ],
    );
  }

  broken(tx: Tx, thread: ThreadId): Promise<EmergencyAccessRow[]> {
    return tx.query<EmergencyAccessRow>(
      `select id, officer, reason, content, at, until from cases.broken_glass
       where thread = $1 order by at desc, id limit ${mostEmergencies}`,
      [thread],
    );
  }

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
