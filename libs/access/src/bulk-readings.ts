import {
  parseOfficerId,
  roles,
  type EventId,
  type OfficerId,
  type Role,
  type ThreadId,
} from '#kernel';
import type { Tx } from '#store';

/** Report that an officer read or listed unusually much within an hour. */
export interface BulkReading {
  readonly id: string;
  readonly officer: OfficerId;
  readonly service: string;
  readonly threads: number;
  readonly isListed: boolean;
  readonly items: number | null;
  readonly role: Role | null;
}

export function noteListed(tx: Tx, role: Role, threads: readonly ThreadId[]): void {
  if (threads.length === 0) return;
  tx.send('select access.note_listing($1, $2::uuid[])', [role, threads]);
}

export class BulkReadings {
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

  forgetListed(tx: Tx): void {
    tx.send('select access.forget_listings()');
  }

  async counts(tx: Tx): Promise<{ readonly hour: number; readonly day: number }> {
    const [row] = await tx.query<{ hour: number; day: number }>(
      `select count(*) filter (where at > statement_timestamp() - interval '1 hour')::int as hour, count(*)::int as day
       from access.bulk_reading where at > statement_timestamp() - interval '1 day'`,
    );
    return row ?? { hour: 0, day: 0 };
  }
}
