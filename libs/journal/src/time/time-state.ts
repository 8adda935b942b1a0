import type { FormalObstacle } from '#capabilities/evidence/formal-acts.model';
import type { Tx } from '#store';
import { leastOffset } from './clock-offset.js';
import { type OffsetReading, clockReadings } from './clock-readings.js';
import type { AuthorityName } from './stamp-questions.js';

export const timeLimits = {
  untimedMs: 120_000,
  alarmMs: 900_000,
  warnMs: 1_000,
  blockMs: 5_000,
  freshMs: 7_200_000,
} as const;

export interface AuthorityTime {
  readonly authority: AuthorityName;
  readonly size: number;
  readonly waitsMs: number | null;
}

export interface TimeFacts {
  readonly authorities: readonly AuthorityTime[];
  readonly readings: readonly OffsetReading[];
}

export interface TimeState {
  readonly state: 'timed' | 'untimed';
  readonly offset: (OffsetReading & { readonly leastMs: number }) | null;
  readonly facts: TimeFacts;
}

/**
 * Computes whether time-stamps come within 2 minutes, and the largest offset of the last 2 hours. Witnesses' clocks count
 * only without time-stamp readings.
 */
export function timeState(facts: TimeFacts): TimeState {
  const timed = facts.authorities.some(
    ({ size, waitsMs }) => size > 0 && (waitsMs ?? 0) <= timeLimits.untimedMs,
  );
  const fresh = facts.readings.filter(({ ageMs }) => ageMs <= timeLimits.freshMs);
  const stamps = fresh.filter(({ kind }) => kind === 'stamp');
  let offset: TimeState['offset'] = null;
  for (const reading of stamps.length > 0 ? stamps : fresh) {
    const leastMs = leastOffset(reading);
    if (offset === null || leastMs > offset.leastMs) offset = { ...reading, leastMs };
  }
  return { state: timed ? 'timed' : 'untimed', offset, facts };
}

export interface FormalNeeds {
  readonly authorities: number;
  readonly cosigned: FormalCosigned;
}

/**
 * State of the log's cosignatures. `NOT`: overdue; `BY_ONE`: in time, but too few witnesses for formal acts; `BY_TWO`: enough
 * witnesses.
 */
export type FormalCosigned = 'NOT' | 'BY_ONE' | 'BY_TWO';

export function mayActFormally(
  { state, offset }: TimeState,
  { authorities, cosigned }: FormalNeeds,
): {
  readonly allowed: boolean;
  readonly obstacles: readonly FormalObstacle[];
} {
  const obstacles: FormalObstacle[] = [];
  // Without an authority old stamps do not count.
  if (authorities === 0) obstacles.push('NO_TIME_AUTHORITY');
  else if (state === 'untimed') obstacles.push('UNTIMED');
  if (cosigned === 'NOT') obstacles.push('UNCOSIGNED');
  if (cosigned === 'BY_ONE') obstacles.push('ONE_WITNESS');
  if (offset?.kind === 'stamp') {
    if (offset.leastMs > timeLimits.blockMs) obstacles.push('CLOCK_BLOCKS');
  } else if (authorities > 0) obstacles.push('CLOCK_UNKNOWN');
  return { allowed: obstacles.length === 0, obstacles };
}

export type TimeAlarm = 'UNTIMED' | 'TIME_AUTHORITY_SILENT' | 'CLOCK_OFFSET' | 'CLOCK_BLOCKS';

/**
 * Returns the alarms of a time state. A clock alarm in `standing` continues until the offset is at most half its limit, to
 * avoid repeated alarms.
 */
export function timeAlarms(
  { facts, offset }: TimeState,
  configured: readonly AuthorityName[],
  standing: ReadonlySet<TimeAlarm>,
): ReadonlySet<TimeAlarm> {
  const alarms = new Set<TimeAlarm>();
  const late = facts.authorities.filter(
    ({ authority, waitsMs }) =>
      configured.includes(authority) && (waitsMs ?? 0) > timeLimits.alarmMs,
  );
  if (late.length > 0)
    alarms.add(late.length === configured.length ? 'UNTIMED' : 'TIME_AUTHORITY_SILENT');
  const beyond = (code: TimeAlarm, limit: number): boolean =>
    offset !== null && offset.leastMs > (standing.has(code) ? limit / 2 : limit);
  if (beyond('CLOCK_OFFSET', timeLimits.warnMs)) alarms.add('CLOCK_OFFSET');
  if (offset?.kind === 'stamp' && beyond('CLOCK_BLOCKS', timeLimits.blockMs))
    alarms.add('CLOCK_BLOCKS');
  return alarms;
}

export async function timeFacts(tx: Tx, since: Date | null = null): Promise<TimeFacts> {
  const authorities = await tx.query<AuthorityTime>(
    `select a.authority, coalesce(s.size, 0) as size,
       (extract(epoch from clock_timestamp() - case when n.recorded_at < $1::timestamptz then $1 else n.recorded_at end) * 1000)::bigint as "waitsMs"
     from unnest(array['tsa1', 'tsa2']) as a (authority)
       left join lateral (select size from journal.stamp where authority = a.authority
         order by size desc limit 1) s on true
       left join lateral (select e.recorded_at from journal.leaf l join journal.event e on e.id = l.event
         where l.index >= coalesce(s.size, 0) and e.typ <> 'tsa.stamped' order by l.index limit 1) n on true
     order by a.authority`,
    [since],
  );
  return { authorities, readings: await clockReadings(tx) };
}
