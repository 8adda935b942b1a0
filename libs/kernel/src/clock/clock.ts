import type { ClockAct, ClockMark } from './clock-act.js';
import { type Timestamp, timestamp } from '../ids.js';
import type { Document } from '../documents/document.js';
import { isKind } from '../documents/is-kind.js';
import type { Kind } from '../documents/kind.js';
import { kinds } from '../documents/kinds.js';
import { termRuleOf } from '../documents/request-types.js';
import { priorities, type Priority } from '../lists.js';
import { termOf, type Term } from './term.js';
import { standardLimits, type TimeLimits } from './time-limits.js';

export type { ClockAct, ClockMark } from './clock-act.js';

const second = 1_000;
const hour = 3_600 * second;
/** The last instant that a timestamp can name; whatever a neighbour says, the clock can be shown. */
const lastInstant = Date.UTC(9999, 11, 31);
const instant = (ms: number): Timestamp => timestamp(new Date(Math.min(ms, lastInstant)));

/** Announcements of a judge that a clock takes of one request: a neighbour can announce without end. */
export const mostExtensions = 64;

/** Risk to life: until somebody has it in hand. Ours; no two States agree on another. */
export const acknowledgeMinutes = 15;

export interface Clock {
  readonly state: 'NONE' | 'NOT_STARTED' | 'RUNNING' | 'PAUSED' | 'STOPPED';
  /** Seconds allowed; null when the thread has no clock. */
  readonly limitSeconds: number | null;
  readonly startedAt: Timestamp | null;
  /** The instant at which it is late; null while it has not started or stands still. */
  readonly dueAt: Timestamp | null;
  readonly pausedSince: Timestamp | null;
  /** Seconds left when it stood still; negative when it was late already. */
  readonly remainingSeconds: number | null;
  /** Announced for judicial authorisation, in time. */
  readonly extendedUntil: Timestamp | null;
  readonly stoppedAt: Timestamp | null;
  /** Risk to life: when somebody must have taken it in hand; null otherwise and once somebody has. */
  readonly acknowledgeBy: Timestamp | null;
  /** Time for which what is asked for is done; null before it began, and where nothing has a term. */
  readonly term: Term | null;
}

/** The act of a document of a request's thread; null when the clock takes no notice of it. Pure. */
export const clockAct = (document: Document): ClockAct | null =>
  actOfAsking(document) ?? actOfAsked(document) ?? ownAct(document);

/** Of a kind that says itself what it does. */
const ownAct = ({ kind, body }: Document): ClockAct | null =>
  (kinds[kind] as Kind<unknown>).clock?.(body) ?? null;

function startOf({ body }: Document<'request'>): ClockAct {
  const { timeLimits, requestType, details } = body;
  const until = termRuleOf(requestType)?.end(details);
  return {
    act: 'START',
    ...(timeLimits !== undefined && { limits: timeLimits }),
    ...(until !== undefined && { until }),
  };
}

function actOfAsking(document: Document): ClockAct | null {
  if (isKind(document, 'request')) return startOf(document);
  if (isKind(document, 'clarification'))
    return document.inReplyTo === null ? null : { act: 'RESUME', question: document.inReplyTo };
  return isKind(document, 'withdrawal') ? { act: 'STOP' } : null;
}

function actOfAsked(document: Document): ClockAct | null {
  if (isKind(document, 'acknowledgement'))
    return { act: document.body.access === 'INDIRECT' ? 'INDIRECT' : 'ACKNOWLEDGE' };
  if (isKind(document, 'clarification-question')) return { act: 'PAUSE' };
  if (isKind(document, 'delay-notice'))
    return document.body.reason === 'JUDICIAL_AUTHORISATION'
      ? { act: 'EXTEND', until: document.body.expectedAt }
      : null;
  // Whoever answers a part has it in hand.
  if (isKind(document, 'response')) return { act: document.body.final ? 'STOP' : 'ACKNOWLEDGE' };
  if (isKind(document, 'refusal'))
    return { act: document.body.partial === true ? 'ACKNOWLEDGE' : 'STOP' };
  return null;
}

const none: Clock = {
  state: 'NONE',
  limitSeconds: null,
  startedAt: null,
  dueAt: null,
  pausedSince: null,
  remainingSeconds: null,
  extendedUntil: null,
  stoppedAt: null,
  acknowledgeBy: null,
  term: null,
};

type Delivered = ClockMark & { readonly deliveredAt: Timestamp };

/**
 * The clock of a thread from what has been delivered, whatever the order of `marks`: the same on both sides to the
 * second, because each instant is the one that the receiving State signed. Skew between the two clocks can make a pause
 * shorter than nothing; it then counts as nothing. The limits are those of the request's own words. The asked State gets more
 * time only by what is delivered while it is in time: what was late stays late. Pure.
 */
export function clockOf(marks: readonly ClockMark[], priority: Priority): Clock {
  const start = marks.flatMap(({ act }) => (act.act === 'START' ? [act] : []))[0];
  if (start === undefined) return none;
  const delivered = marks
    .filter((mark): mark is Delivered => mark.deliveredAt !== null)
    .sort(byTime);
  const first = (...acts: readonly ClockAct['act'][]): Timestamp | null =>
    delivered.find(({ act }) => acts.includes(act.act))?.deliveredAt ?? null;
  const startedAt = first('START');
  const stoppedAt = first('STOP');
  const limits = limitsOf(priority, start.limits ?? standardLimits);
  const { limit, extendedUntil } = grantedOf(delivered, { startedAt, stoppedAt }, limits);
  if (startedAt === null) return { ...none, state: 'NOT_STARTED', limitSeconds: limit / second };
  const started = Date.parse(startedAt);
  const { closed, open } = pausesOf(delivered, stoppedAt);
  const due = dueOf(started + limit + closed, extendedUntil);
  const taken = first('ACKNOWLEDGE', 'INDIRECT', 'STOP', 'PAUSE');
  const acknowledge = started + acknowledgeMinutes * 60 * second;
  const known = {
    limitSeconds: limit / second,
    startedAt,
    extendedUntil,
    stoppedAt,
    acknowledgeBy:
      priority === priorities.RISK_TO_LIFE && taken === null ? instant(acknowledge) : null,
    term: termOf(delivered, startedAt),
  };
  if (stoppedAt === null && open !== null)
    return {
      ...known,
      state: 'PAUSED',
      dueAt: null,
      pausedSince: open,
      remainingSeconds: Math.round((due - Date.parse(open)) / second),
    };
  return {
    ...known,
    state: stoppedAt === null ? 'RUNNING' : 'STOPPED',
    dueAt: instant(due),
    pausedSince: null,
    remainingSeconds: null,
  };
}

/** By instant; of the same instant by id, so that both sides read the same order. */
const byTime = (a: Delivered, b: Delivered): number =>
  a.deliveredAt === b.deliveredAt
    ? Number(a.document > b.document) - Number(a.document < b.document)
    : Number(a.deliveredAt > b.deliveredAt) - Number(a.deliveredAt < b.deliveredAt);

interface Limits {
  /** Milliseconds, until it is said that others must be asked, and from then on. */
  readonly direct: number;
  readonly indirect: number;
}

function limitsOf(priority: Priority, limits: TimeLimits): Limits {
  return priority === priorities.NORMAL
    ? { direct: limits.other * hour, indirect: limits.other * hour }
    : { direct: limits.urgentDirect * hour, indirect: limits.urgentIndirect * hour };
}

const dueOf = (reached: number, extendedUntil: Timestamp | null): number =>
  Math.max(reached, extendedUntil === null ? reached : Date.parse(extendedUntil));

const earlier = (at: Timestamp, end: Timestamp | null): Timestamp =>
  end !== null && end < at ? end : at;

/**
 * The limit, and until when it was extended: what was announced last counts. Each act is judged by its own instant, which both
 * sides know, against the deadline as it stood then; after the first that is late no other can be in time.
 */
function grantedOf(
  delivered: readonly Delivered[],
  { startedAt, stoppedAt }: Pick<Clock, 'startedAt' | 'stoppedAt'>,
  { direct, indirect }: Limits,
): { limit: number; extendedUntil: Timestamp | null } {
  let limit = direct;
  let extendedUntil: Timestamp | null = null;
  let extensions = 0;
  for (const { act, deliveredAt } of delivered) {
    if (act.act !== 'INDIRECT' && act.act !== 'EXTEND') continue;
    if (startedAt !== null) {
      const pauses = pausesOf(delivered, earlier(deliveredAt, stoppedAt));
      const reached = Date.parse(startedAt) + limit + pauses.closed;
      if (Date.parse(deliveredAt) > dueOf(reached, extendedUntil)) break;
    }
    if (act.act === 'INDIRECT') limit = indirect;
    if (act.act === 'EXTEND' && (extensions += 1) <= mostExtensions) extendedUntil = act.until;
  }
  return { limit, extendedUntil };
}

/** Milliseconds of the pauses that are over, and since when the one that is not. What ends the request ends its pause. */
function pausesOf(
  delivered: readonly Delivered[],
  stoppedAt: Timestamp | null,
): { closed: number; open: Timestamp | null } {
  let closed = 0;
  let open: Timestamp | null = null;
  for (const { document, act, deliveredAt } of delivered) {
    if (act.act !== 'PAUSE') continue;
    const answer = delivered.find(
      (mark) => mark.act.act === 'RESUME' && mark.act.question === document,
    );
    const ends = [answer?.deliveredAt, stoppedAt].flatMap((at) => at ?? []).map(Date.parse);
    if (ends.length === 0) open ??= deliveredAt;
    else closed += Math.max(0, Math.min(...ends) - Date.parse(deliveredAt));
  }
  return { closed, open };
}

/** The clock of a thread that ends first: somebody takes it in hand, or it is answered. */
export interface FirstClock {
  readonly what: 'TAKE_IN_HAND' | 'ANSWER';
  readonly at: Timestamp;
}

/** Null while no clock runs. Pure. */
export function firstClock({
  state,
  acknowledgeBy,
  dueAt,
}: Pick<Clock, 'state' | 'acknowledgeBy' | 'dueAt'>): FirstClock | null {
  if (state !== 'RUNNING' && state !== 'PAUSED') return null;
  const answer = dueAt === null ? null : ({ what: 'ANSWER', at: dueAt } as const);
  if (acknowledgeBy === null || (answer !== null && answer.at < acknowledgeBy)) return answer;
  return { what: 'TAKE_IN_HAND', at: acknowledgeBy };
}

/** Whether a clock says that nobody has the request in hand yet, or that it has not even come there. Pure. */
export const isUntaken = ({ state, acknowledgeBy }: Pick<Clock, 'state' | 'acknowledgeBy'>) =>
  acknowledgeBy !== null || state === 'NOT_STARTED' || state === 'NONE';

/** What was announced last for judicial authorisation and has been delivered, in time or not. Pure. */
export function lastAnnounced(marks: readonly ClockMark[]): Timestamp | null {
  const last = marks
    .filter((mark): mark is Delivered => mark.deliveredAt !== null && mark.act.act === 'EXTEND')
    .sort(byTime)
    .at(-1);
  return last?.act.act === 'EXTEND' ? last.act.until : null;
}
