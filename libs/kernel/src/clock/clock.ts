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
const lastInstant = Date.UTC(9999, 11, 31);
const instant = (ms: number): Timestamp => timestamp(new Date(Math.min(ms, lastInstant)));

/** Maximum of deadline extensions that count per request, because a neighbour could announce extensions without end. */
export const mostExtensions = 64;

/** Minutes within which an officer must acknowledge a risk to life. A rule of this product, agreed with no other State. */
export const acknowledgeMinutes = 15;

export interface Clock {
  readonly state: 'NONE' | 'NOT_STARTED' | 'RUNNING' | 'PAUSED' | 'STOPPED';
  readonly limitSeconds: number | null;
  readonly startedAt: Timestamp | null;
  readonly dueAt: Timestamp | null;
  readonly pausedSince: Timestamp | null;
  readonly remainingSeconds: number | null;
  readonly extendedUntil: Timestamp | null;
  readonly stoppedAt: Timestamp | null;
  readonly acknowledgeBy: Timestamp | null;
  readonly term: Term | null;
}

export const clockAct = (document: Document): ClockAct | null =>
  actOfAsking(document) ?? actOfAsked(document) ?? ownAct(document);

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
  // A partial answer implies that an officer is assigned.
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

/** Computes a thread's deadline from its delivered documents. Both States get the same result once all receipts have come. */
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

const byTime = (a: Delivered, b: Delivered): number =>
  a.deliveredAt === b.deliveredAt
    ? Number(a.document > b.document) - Number(a.document < b.document)
    : Number(a.deliveredAt > b.deliveredAt) - Number(a.deliveredAt < b.deliveredAt);

interface Limits {
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
 * Time limit (ms) and `extendedUntil` after all valid extensions. An extension delivered after the deadline is invalid, and
 * each later extension too.
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

/** Sums the finished pauses (`closed`, ms) and finds a running pause's start (`open`) or null. */
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

export interface FirstClock {
  readonly what: 'TAKE_IN_HAND' | 'ANSWER';
  readonly at: Timestamp;
}

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

export const isUntaken = ({ state, acknowledgeBy }: Pick<Clock, 'state' | 'acknowledgeBy'>) =>
  acknowledgeBy !== null || state === 'NOT_STARTED' || state === 'NONE';

export function lastAnnounced(marks: readonly ClockMark[]): Timestamp | null {
  const last = marks
    .filter((mark): mark is Delivered => mark.deliveredAt !== null && mark.act.act === 'EXTEND')
    .sort(byTime)
    .at(-1);
  return last?.act.act === 'EXTEND' ? last.act.until : null;
}
