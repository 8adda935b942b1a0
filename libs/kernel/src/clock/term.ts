import type { ClockMark } from './clock-act.js';
import { timestamp, type Timestamp } from '../ids.js';
import type { ThreadState } from '../thread/thread-states.js';

/**
 * Period of a requested measure; at `endsAt` the measure ends without a further document. An extension counts at
 * the asked State once opened, at the asking State once the receipt of its opening has come.
 */
export interface Term {
  readonly startedAt: Timestamp;
  readonly alarmAt: Timestamp;
  readonly endsAt: Timestamp;
  readonly extended: boolean;
}

const alarmShare = 0.75;

export const dayMs = 24 * 3_600_000;

export const daysAfter = (at: Date, days: number): Timestamp =>
  timestamp(new Date(at.getTime() + days * dayMs));

/**
 * Computes the period of a requested measure; null without a delivered request for a measure. `delivered` must be ordered by
 * time.
 */
export function termOf(delivered: readonly ClockMark[], startedAt: Timestamp | null): Term | null {
  const first = delivered.flatMap(({ act }) => (act.act === 'START' ? (act.until ?? []) : []))[0];
  if (first === undefined || startedAt === null) return null;
  const [longer] = delivered.flatMap(({ act }) => (act.act === 'PROLONG' ? [act.until] : []));
  const endsAt = longer ?? first;
  const [from, to] = [Date.parse(startedAt), Date.parse(endsAt)];
  const alarmAt = timestamp(new Date(Math.floor(from + (to - from) * alarmShare)));
  return { startedAt, alarmAt, endsAt, extended: longer !== undefined };
}

const overIn: readonly ThreadState[] = ['REFUSED', 'WITHDRAWN', 'CLOSED'];

export const isTermWatched = (state: ThreadState): boolean => !overIn.includes(state);
