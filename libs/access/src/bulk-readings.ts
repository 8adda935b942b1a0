import {
  parseOfficerId,
  roles,
  type EventId,
  type OfficerId,
  type Role,
  type ThreadId,
} from '#kernel';
import type { Tx } from '#store';

/** An officer read so many cases, or so much of a few, within an hour, or was shown so many in lists. */
export interface BulkReading {
  readonly id: string;
  readonly officer: OfficerId;
  /** Service that showed them. */
  readonly service: string;
  readonly threads: number;
  readonly isListed: boolean;
  /** Documents and attachments that were read; null of none, and of lists. */
  readonly items: number | null;
  /** In which the log says that the last of them was read or shown; null of what was noticed before that was kept. */
  readonly role: Role | null;
}

/** Threads that stand in a list which the officer of this transaction is shown: the database counts different ones. */
export function noteListed(tx: Tx, role: Role, threads: readonly ThreadId[]): void {
  if (threads.length === 0) return;
  tx.send('select access.note_listing($1, $2::uuid[])', [role, threads]);
}

/** Notes of the database on officers who read or list many cases; written by itself alone. */
export class BulkReadings {
  /** Without an entry in the custody log, oldest first; locked. */
  async unrecorded(tx: Tx, limit: number): Promise<BulkReading[]> {
    const rows = await tx.query<BulkReading>(
      `select id, officer, service, coalesce(threads, listed) as threads, listed is not null as "isListed", items, role
       from access.bulk_reading
       where event is null order by id limit ${limit} for update skip locked`,
    );
    return rows.map((row) => {
      const role = roles.find((each) => each === row.role) ?? null;
      return { ...row, officer: parseOfficerId(row.officer), role };
    });
  }

  recorded(tx: Tx, reading: BulkReading, event: EventId): void {
    tx.send('update access.bulk_reading set event = $2 where id = $1', [reading.id, event]);
  }

  /** Forgets cases that were shown in lists more than an hour ago: nothing of it counts any more. */
  forgetListed(tx: Tx): void {
    tx.send('select access.forget_listings()');
  }

  /** How many of the last hour and of the last day. */
  async counts(tx: Tx): Promise<{ readonly hour: number; readonly day: number }> {
    const [row] = await tx.query<{ hour: number; day: number }>(
      `select count(*) filter (where at > statement_timestamp() - interval '1 hour')::int as hour, count(*)::int as day
       from access.bulk_reading where at > statement_timestamp() - interval '1 day'`,
    );
    return row ?? { hour: 0, day: 0 };
  }
}
