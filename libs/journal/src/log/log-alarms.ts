import type { LinkId, StateCode } from '#kernel';
import type { Tx } from '#store';

export const logLimits = {
  uncosignedMs: 60_000,
  outsideMs: 900_000,
  waitingMs: 60_000,
  /** Hours from the start of a day (UTC) until the reconciliation report about that day must be signed: 06:00 of the next day. */
  reportHours: 30,
} as const;

export const logAlarmCodes = [
  'LOG_HALTED',
  'LOG_FORK_EVIDENCE',
  'UNCOSIGNED',
  'OUTSIDE_WITNESS_SILENT',
  'RECONCILIATION_OVERDUE',
  'EVENTS_WAITING',
] as const;
export type LogAlarm = (typeof logAlarmCodes)[number];

export interface LogFacts {
  readonly halted: boolean;
  readonly evidence: boolean;
  readonly waitingMs: number | null;
  readonly uncosignedMs: number | null;
  readonly outsideMs: number | null;
  readonly overdue: number;
}

export function logAlarms(facts: LogFacts, witnessed: boolean): readonly LogAlarm[] {
  const { waitingMs, uncosignedMs, outsideMs } = facts;
  const stands: Readonly<Record<LogAlarm, boolean>> = {
    LOG_HALTED: facts.halted,
    LOG_FORK_EVIDENCE: facts.evidence,
    UNCOSIGNED: witnessed && (uncosignedMs ?? 0) > logLimits.uncosignedMs,
    OUTSIDE_WITNESS_SILENT: (outsideMs ?? 0) > logLimits.outsideMs,
    RECONCILIATION_OVERDUE: facts.overdue > 0,
    EVENTS_WAITING: (waitingMs ?? 0) > logLimits.waitingMs,
  };
  return logAlarmCodes.filter((code) => stands[code]);
}

/**
 * SQL for the milliseconds since `at`, or since `$1` (start of monitoring) if that is later. Leaves out earlier time, in
 * which the gateway may have been off.
 */
const age = (at: string): string =>
  `(extract(epoch from clock_timestamp() - greatest(${at}, $1::timestamptz)) * 1000)::float8`;

export async function logFacts(
  tx: Tx,
  asked: {
    readonly since: Date;
    readonly covered: number;
    readonly outside: number | null;
    readonly peers: readonly { readonly peer: StateCode; readonly linkId: LinkId }[];
  },
): Promise<LogFacts> {
  const { since, covered, outside, peers } = asked;
  const [row] = await tx.query<Omit<LogFacts, 'overdue'>>(
    `select exists (select from journal.halt) as halted,
       exists (select from journal.evidence where peer = any ($3::text[]) and code not in ('UNPROVEN', 'REPLACED')) as evidence,
       (select ${age('e.recorded_at')} from (select event from journal.pending order by position limit 1) p
         join journal.event e on e.id = p.event) as "waitingMs",
       (select ${age('c.at')} from journal.checkpoint c where c.size > $2 order by c.size limit 1) as "uncosignedMs",
       (select ${age('c.at')} from journal.checkpoint c where c.size > $4::bigint order by c.size limit 1) as "outsideMs"`,
    [since, covered, peers.map(({ peer }) => peer), outside],
  );
  if (row === undefined) throw new Error('the database told nothing');
  const links = peers.map(({ linkId }) => linkId);
  return { ...row, overdue: await overdueReports(tx, links) };
}

/**
 * Age (ms) of the oldest checkpoint larger than the cosigned size `covered`; null for none. Counts also the time in which the
 * gateway was off.
 */
export async function uncosignedFor(tx: Tx, covered: number): Promise<number | null> {
  const [row] = await tx.query<{ ms: number }>(
    `select (extract(epoch from clock_timestamp() - at) * 1000)::float8 as ms
     from journal.checkpoint where size > $1 order by size limit 1`,
    [covered],
  );
  return row?.ms ?? null;
}

async function overdueReports(tx: Tx, links: readonly LinkId[]): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*) as count from unnest($1::text[]) as k (link_id),
       date_trunc('day', (clock_timestamp() at time zone 'UTC') - make_interval(hours => $2)) as d (day)
     where not exists (select from journal.reconciliation r
         where r.link_id = k.link_id and r.phase = 'SIGNED' and r.day >= d.day)
       and exists (select from unnest(array['IN', 'OUT']) as w (direction) cross join lateral
         (select noted_at from mailbox.chain c where c.link_id = k.link_id and c.direction = w.direction
          order by c.seq limit 1) f
         where f.noted_at at time zone 'UTC' < d.day + interval '1 day')`,
    [links, logLimits.reportHours],
  );
  return row?.count ?? 0;
}
