import type { Waiting } from '#capabilities/requests/threads.contract';
import {
  firstClock,
  isEnded,
  isTermWatched,
  isUntaken,
  priorities,
  type Clock,
  type ThreadState,
} from '#kernel';
import { mostWaiting } from '#capabilities/requests/threads.lists';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';
import { say } from '#language/console';
import type { Shown } from '../../print/style.js';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export function span(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const [d, h, m] = [
    Math.floor(whole / day),
    Math.floor((whole % day) / hour),
    Math.floor((whole % hour) / minute),
  ];
  if (d > 0) return say('clock.daysHours', { d, h });
  return h > 0 ? say('clock.hoursMinutes', { h, m }) : say('clock.minutes', { m });
}

const secondsFrom = (now: Date, at: string): number => (Date.parse(at) - now.getTime()) / 1_000;

export function countdown(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / hour), Math.floor((whole % hour) / minute), whole % minute];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export const notDelivered = say('clock.notDelivered');

const lateOr = (left: number, inTime: string): string =>
  left < 0 ? say('clock.lateBy', { left: span(left) }) : inTime;

const pausedWord = ({ remainingSeconds }: Clock): string => {
  const left = remainingSeconds ?? 0;
  return left < 0 ? say('clock.pausedLate') : say('clock.paused', { left: span(left) });
};

export function dueWord(clock: Clock, now: Date): string {
  const { state, dueAt } = clock;
  if (state === 'NOT_STARTED') return notDelivered;
  const first = firstClock(clock);
  if (first?.what === 'TAKE_IN_HAND') {
    const left = secondsFrom(now, first.at);
    return left < 0
      ? say('clock.lateToTakeInHand', { left: countdown(left) })
      : say('clock.toTakeInHand', { left: countdown(left) });
  }
  if (state === 'PAUSED') return pausedWord(clock);
  if (state !== 'RUNNING' || dueAt === null) return '-';
  const left = secondsFrom(now, dueAt);
  return lateOr(left, say('clock.left', { left: span(left) }));
}

interface Timed {
  readonly clock: Clock;
  readonly alerts: readonly AlertView[];
}

function openEscalation({ clock, alerts }: Timed): AlertView | undefined {
  const open = clock.acknowledgeBy !== null || clock.state === 'NOT_STARTED';
  return open ? alerts.findLast(({ alert }) => alert === 'ESCALATED') : undefined;
}

export function timeWord(thread: Timed, now: Date): string {
  const escalated = openEscalation(thread);
  return escalated === undefined
    ? dueWord(thread.clock, now)
    : say('clock.escalatedMin', { minutes: escalated.minutes ?? 0 });
}

interface Pressed {
  readonly state: ThreadState;
  readonly priority: number;
  readonly clock: Clock;
}

export const isPressing = ({ state, priority, clock }: Pressed): boolean =>
  priority === priorities.RISK_TO_LIFE && !isEnded(state) && isUntaken(clock);

const counted = (n: number): string =>
  n >= mostWaiting ? say('clock.orMore', { mostWaiting }) : `${n}`;

export function waitingLine({ undelivered, unassigned }: Waiting): string | undefined {
  const words = [
    ...(undelivered > 0
      ? [say('clock.countNotDelivered', { undelivered: counted(undelivered) })]
      : []),
    ...(unassigned > 0 ? [say('clock.nobodysHands', { unassigned: counted(unassigned) })] : []),
  ];
  return words.length === 0 ? undefined : say('clock.atThisDesk', { words: words.join(', ') });
}

export function nextStep(
  thread: string,
  { acknowledgeBy, dueAt }: Pick<Clock, 'acknowledgeBy' | 'dueAt'>,
  now: Date,
): string {
  const ack = `liaise inbox ack ${thread}`;
  if (acknowledgeBy !== null) {
    const left = secondsFrom(now, acknowledgeBy);
    const when =
      left < 0
        ? say('clock.lateBy', { left: countdown(left) })
        : say('clock.minLeft', { left: countdown(left) });
    return say('clock.riskLifeNobodyHand', { when, ack });
  }
  const when =
    dueAt === null
      ? ''
      : secondsFrom(now, dueAt) < 0
        ? say('clock.answerLate', { dueAt: span(secondsFrom(now, dueAt)) })
        : say('clock.answerDue', { dueAt: span(secondsFrom(now, dueAt)) });
  return say('clock.nextTellThemHand', { ack, when });
}

function runningLines(clock: Clock, shown: Shown, now: Date): string[] {
  const { dueAt, startedAt } = clock;
  if (dueAt === null) return [];
  return [
    say('clock.answerDueRunsSince', {
      dueAt: shown.when(dueAt),
      clock: dueWord(clock, now),
      startedAt: startedAt === null ? '?' : shown.when(startedAt),
    }),
  ];
}

function pausedLine({ pausedSince, remainingSeconds }: Clock, shown: Shown): string {
  const seconds = remainingSeconds ?? 0;
  const left =
    seconds < 0
      ? say('clock.itWasLateBy', { seconds: span(seconds) })
      : say('clock.thenThereAreLeft', { seconds: span(seconds) });
  return say('clock.clockStandsStillSince', {
    pausedSince: pausedSince === null ? '?' : shown.when(pausedSince),
    left,
  });
}

function stoppedLines({ stoppedAt, dueAt }: Clock, shown: Shown): string[] {
  if (stoppedAt === null || dueAt === null) return [];
  const how =
    stoppedAt <= dueAt
      ? say('clock.inTime')
      : say('clock.endedLate', { secondsFrom: span(secondsFrom(new Date(stoppedAt), dueAt)) });
  return [
    say('clock.endedDue', { stoppedAt: shown.when(stoppedAt), how, dueAt: shown.when(dueAt) }),
  ];
}

type StateLines = (clock: Clock, shown: Shown, now: Date) => string[];

const stateLines: Readonly<Record<Clock['state'], StateLines>> = {
  NONE: () => [],
  NOT_STARTED: () => [say('clock.noDeadlineYetStarts')],
  RUNNING: runningLines,
  PAUSED: (clock, shown) => [pausedLine(clock, shown)],
  STOPPED: stoppedLines,
};

export function clockLines(clock: Clock, shown: Shown, now: Date): string[] {
  const { state, acknowledgeBy, extendedUntil } = clock;
  const isOver = state === 'STOPPED';
  return [
    ...(acknowledgeBy === null || isOver
      ? []
      : [say('clock.riskLifeSomebodyHand', { acknowledgeBy: shown.when(acknowledgeBy) })]),
    ...stateLines[state](clock, shown, now),
    ...(extendedUntil === null || isOver
      ? []
      : [say('clock.judgeAskedAnswerAnnounced', { extendedUntil: shown.when(extendedUntil) })]),
  ];
}

export function termLines(
  { clock, state }: Pick<Pressed, 'clock' | 'state'>,
  shown: Shown,
  now: Date,
): string[] {
  const { term } = clock;
  if (term === null) return [];
  const extended = term.extended ? say('clock.extendedOnce') : say('clock.notExtended');
  if (!isTermWatched(state))
    return [say('clock.termCountsNoMore', { endsAt: shown.when(term.endsAt), extended, state })];
  const left = secondsFrom(now, term.endsAt);
  return [
    left > 0
      ? say('clock.keptUntilLeft', { endsAt: shown.when(term.endsAt), extended, left: span(left) })
      : say('clock.termEnded', { endsAt: shown.when(term.endsAt), extended }),
  ];
}
