import type { Tx } from '#store';
import { hourMs, type HourOfService, type KnownServices } from './health.model.js';

export interface UnloggedHealth {
  readonly since: Date;
  readonly end: Date;
  readonly rows: readonly HourOfService[];
  readonly known: KnownServices;
  readonly more: boolean;
}

/** Time to wait after the end of an hour before its reports are read, because late heartbeats may still be committed. */
const settledSql = `interval '1 minute'`;
const mostHours = 24;

export const healthDueSql = `exists (select from ops.health_told t
  where coalesce(t.until, (select min(h.hour) from ops.health h)) <= statement_timestamp() - interval '1 hour' - ${settledSql})`;

/** Reads health data of finished hours that are not yet logged; undefined if there are none. Marks the rows as logged. */
export async function takeUnlogged(tx: Tx): Promise<UnloggedHealth | undefined> {
  const [period] = await tx.query<{ since: Date | null; end: Date }>(
    `select coalesce(t.until, (select date_trunc('milliseconds', min(h.first_beat)) from ops.health h)) as since,
       date_trunc('hour', clock_timestamp() - ${settledSql}, 'UTC') as "end"
     from ops.health_told t for update of t`,
  );
  if (period === undefined || period.since === null || period.end <= period.since) return undefined;
  const { since } = period;
  const hours = await tx.query<{ hour: Date }>(
    `select distinct hour from ops.health where not told and hour < $1 order by hour limit ${mostHours}`,
    [period.end],
  );
  const more = hours.length === mostHours;
  const last = hours.at(-1)?.hour ?? period.end;
  const end = more ? new Date(Math.max(last.getTime() + hourMs, since.getTime())) : period.end;
  const rows = await tx.query<HourOfService>(
    `update ops.health set told = true where not told and hour < $1
     returning service, hour, beats, instances, starts, changes, first_beat as "firstBeat", last_beat as "lastBeat",
       gap_ms as "gapMs", ran, said, noted`,
    [end],
  );
  const known = await tx.query<KnownServices[number]>(
    'select service, min(hour) as since from ops.health where beats > 0 group by service',
  );
  return { since, end, rows, known, more };
}

export function noteLoggedUntil(tx: Tx, until: Date): void {
  tx.send('update ops.health_told set until = $1', [until]);
  tx.send(
    `delete from ops.health h where h.told and (h.beats = 0 or exists (
       select from ops.health n where n.service = h.service and n.hour > h.hour and n.beats > 0 and n.told))`,
  );
}
