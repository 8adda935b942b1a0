import type { FormalObstacle } from '#capabilities/evidence/formal-acts.model';
import type { Tx } from '#store';
import { leastOffset } from './clock-offset.js';
import { type OffsetReading, clockReadings } from './clock-readings.js';
import type { AuthorityName } from './stamp-questions.js';

/** Limits of custody: the log's outside time. */
export const timeLimits = {
  /** An event that no authority has stamped after this time makes the log untimed. */
  untimedMs: 120_000,
  /** And after this time it is an alarm. */
  alarmMs: 900_000,
  warnMs: 1_000,
  blockMs: 5_000,
  /** Age from which the word of an outside clock says nothing about now. A stamp comes at least hourly where witnesses are. */
  freshMs: 7_200_000,
} as const;

/** How far an authority is. */
export interface AuthorityTime {
  readonly authority: AuthorityName;
  /** Size of the newest stamped checkpoint. */
  readonly size: number;
  /** How long the oldest event above it has waited; null when none waits. */
  readonly waitsMs: number | null;
}

export interface TimeFacts {
  /** Both that there may be, in the order of their names. */
  readonly authorities: readonly AuthorityTime[];
  readonly readings: readonly OffsetReading[];
}

export interface TimeState {
  readonly state: 'timed' | 'untimed';
  /** The least offset that is certain by the worst outside clock that counts; null when none spoke lately. */
  readonly offset: (OffsetReading & { readonly leastMs: number }) | null;
  readonly facts: TimeFacts;
}

/**
 * The log's outside time. Time-stamps decide about the clock; what neighbours say counts only while no authority spoke
 * lately, and then only as a warning, since the log is untimed and formal acts are blocked anyway. Pure.
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

/** Needs of a formal act beside outside time. */
export interface FormalNeeds {
  /** Time-stamp authorities in the settings. */
  readonly authorities: number;
  readonly cosigned: FormalCosigned;
}

/**
 * Witnesses that have cosigned the log in time: not all that it is to have; these, but not as many as a formal act needs
 * (`sufficesForFormalActs`); these too.
 */
export type FormalCosigned = 'NOT' | 'BY_ONE' | 'BY_TWO';

/** Whether a formal act may be done now, and if not, everything that stands against it. Pure. */
export function mayActFormally(
  { state, offset }: TimeState,
  { authorities, cosigned }: FormalNeeds,
): {
  readonly allowed: boolean;
  readonly obstacles: readonly FormalObstacle[];
} {
  const obstacles: FormalObstacle[] = [];
  // Old stamps do not count for a State that has no authority any more.
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

/** Alarms that a state calls for; `standing` ones of the clock end only well below their limit. Pure. */
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

/**
 * Facts of the database about time; every service may ask. Waiting counts from `since` at the earliest: a State that was
 * switched off owes nothing for the time before.
 */
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
