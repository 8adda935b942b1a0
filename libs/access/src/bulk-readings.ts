import { parseOfficerId, roles, type EventId, type OfficerId, type Role } from '#model';
import type { Tx } from '#store';

/** An officer read so many cases within an hour. */
export interface BulkReading {
  readonly id: string;
  readonly officer: OfficerId;
  /** Which showed them. */
  readonly service: string;
  readonly threads: number;
  /** In which the log says that the last of them was read; null of what was noticed before that was kept. */
  readonly role: Role | null;
}

/** What the database noticed of officers who read many cases; written by its own trigger alone. */
export class BulkReadings {
  /** Without an entry in the custody log, oldest first; locked. */
  async unrecorded(tx: Tx, limit: number): Promise<BulkReading[]> {
    const rows = await tx.query<BulkReading>(
      `select id, officer, service, threads, role from access.bulk_reading
       where event is null order by id limit $1 for update skip locked`,
      [limit],
    );
    return rows.map((row) => {
      const role = roles.find((each) => each === row.role) ?? null;
      return { ...row, officer: parseOfficerId(row.officer), role };
    });
  }

  recorded(tx: Tx, reading: BulkReading, event: EventId): void {
    tx.send('update access.bulk_reading set event = $2 where id = $1', [reading.id, event]);
  }

  /** How many of the last hour and of the last day. */
  async counts(tx: Tx): Promise<{ readonly hour: number; readonly day: number }> {
    const [row] = await tx.query<{ hour: number; day: number }>(
      `select count(*) filter (where at > clock_timestamp() - interval '1 hour')::int as hour, count(*)::int as day
       from access.bulk_reading where at > clock_timestamp() - interval '1 day'`,
    );
    return row ?? { hour: 0, day: 0 };
  }
}
