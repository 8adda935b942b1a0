import type { ClockMark } from './clock-act.js';
import { timestamp, type Timestamp } from '../ids.js';
import type { ThreadState } from '../thread/thread-states.js';

/** Time for which what a request asks for is done: it ends by itself. Both States read it in the same signed words. */
export interface Term {
  readonly startedAt: Timestamp;
  /** Both States are warned from here on. */
  readonly alarmAt: Timestamp;
  readonly endsAt: Timestamp;
  readonly extended: boolean;
}

/** Part of a term after which both States are warned. */
const alarmShare = 0.75;

/** A day is 86,400 seconds in UTC: no calendar month, no leap day and no change of clocks makes a term longer or shorter. */
export const dayMs = 24 * 3_600_000;

/** So many days of 86,400 seconds after an instant. Pure. */
export const daysAfter = (at: Date, days: number): Timestamp =>
  timestamp(new Date(at.getTime() + days * dayMs));

/**
 * The term of a thread from what was delivered, in the order of `delivered`; null without one. It begins with the delivery of the
 * request, and is extended once. Pure.
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

/** False once it was refused, withdrawn or closed: nobody waits for its end any more. An answer does not end a term. Pure. */
export const isTermWatched = (state: ThreadState): boolean => !overIn.includes(state);
