import type { Waiting } from '#capabilities/requests/threads.contract';
import { firstClock, isEnded, isUntaken, priorities, type Clock, type ThreadState } from '#kernel';
import { mostWaiting } from '#capabilities/requests/threads.lists';
import { plainNotice } from '#capabilities/suspensions/suspensions.model';
import type { StopView } from '#capabilities/suspensions/suspensions.contract';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** `3 d 4 h`, `3 h 12 min`, `12 min`. Pure. */
export function span(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const [d, h, m] = [
    Math.floor(whole / day),
    Math.floor((whole % day) / hour),
    Math.floor((whole % hour) / minute),
  ];
  if (d > 0) return `${d} d ${h} h`;
  return h > 0 ? `${h} h ${m} min` : `${m} min`;
}

const secondsFrom = (now: Date, at: string): number => (Date.parse(at) - now.getTime()) / 1_000;

/** `0:31`, `12:05`, `1:02:07`: what is counted in minutes. Pure. */
export function countdown(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / hour), Math.floor((whole % hour) / minute), whole % minute];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** In capitals: nobody there knows of it. */
export const notDelivered = 'NOT DELIVERED';

/** How much time is left of the clock that ends first, for a list. Pure. */
export function dueWord(clock: Clock, now: Date): string {
  const { state, dueAt, remainingSeconds } = clock;
  if (state === 'NOT_STARTED') return notDelivered;
  const first = firstClock(clock);
  if (first?.what === 'TAKE_IN_HAND') {
    const left = secondsFrom(now, first.at);
    return `${left < 0 ? 'LATE ' : ''}${countdown(left)} TO TAKE IN HAND`;
  }
  if (state === 'PAUSED')
    return (remainingSeconds ?? 0) < 0 ? 'paused, late' : `paused, ${span(remainingSeconds ?? 0)}`;
  if (state !== 'RUNNING' || dueAt === null) return '-';
  const left = secondsFrom(now, dueAt);
  return left < 0 ? `LATE by ${span(left)}` : `${span(left)} left`;
}

interface Timed {
  readonly clock: Clock;
  readonly alerts: readonly AlertView[];
}

/** The last escalation of a risk to life that nobody has in hand yet. */
function openEscalation({ clock, alerts }: Timed): AlertView | undefined {
  const open = clock.acknowledgeBy !== null || clock.state === 'NOT_STARTED';
  return open ? alerts.findLast(({ alert }) => alert === 'ESCALATED') : undefined;
}

/** What matters first about the time of a thread, for a list. Pure. */
export function timeWord(thread: Timed, now: Date): string {
  const escalated = openEscalation(thread);
  return escalated === undefined
    ? dueWord(thread.clock, now)
    : `ESCALATED, ${escalated.minutes ?? 0} min`;
}

interface Pressed {
  readonly state: ThreadState;
  readonly priority: number;
  readonly clock: Clock;
}

/** A risk to life that nobody has in hand, or that has not even come there. Pure. */
export const isPressing = ({ state, priority, clock }: Pressed): boolean =>
  priority === priorities.RISK_TO_LIFE && !isEnded(state) && isUntaken(clock);

const counted = (n: number): string => (n >= mostWaiting ? `${mostWaiting} or more` : `${n}`);

/** Counts of a desk beside the rows of a list; undefined where there is nothing. Pure. */
export function waitingLine({ undelivered, unassigned }: Waiting): string | undefined {
  const words = [
    ...(undelivered > 0 ? [`${counted(undelivered)} NOT DELIVERED`] : []),
    ...(unassigned > 0 ? [`${counted(unassigned)} IN NOBODY’S HANDS`] : []),
  ];
  return words.length === 0 ? undefined : `At this desk: ${words.join(', ')}.`;
}

/** The next step of whoever has taken a request in hand, with the time that is left. Pure. */
export function nextStep(
  thread: string,
  { acknowledgeBy, dueAt }: Pick<Clock, 'acknowledgeBy' | 'dueAt'>,
  now: Date,
): string {
  const ack = `liaise inbox ack ${thread} --purpose PURPOSE`;
  if (acknowledgeBy !== null) {
    const left = secondsFrom(now, acknowledgeBy);
    const when = left < 0 ? `LATE by ${countdown(left)}` : `${countdown(left)} min left`;
    return `RISK TO LIFE: nobody has it in hand until they are told so, ${when}: ${ack}`;
  }
  const when =
    dueAt === null
      ? ''
      : secondsFrom(now, dueAt) < 0
        ? `; the answer is LATE by ${span(secondsFrom(now, dueAt))}`
        : `; the answer is due in ${span(secondsFrom(now, dueAt))}`;
  return `Next, tell them that it is in hand: ${ack}${when}`;
}

const alertWords: Readonly<Partial<Record<AlertView['alert'], string>>> = {
  EXPIRED: 'EXPIRED',
  GLASS_BROKEN: 'GLASS BROKEN',
  GLASS_BROKEN_THERE: 'GLASS BROKEN THERE',
  GLASS_BROKEN_BEYOND: 'GLASS BROKEN BEYOND',
  NOTICE_OWED: 'NOTICE LATE',
};

/** What a list says of alerts that its other words do not say already. Pure. */
export const alertWord = ({ alerts }: Pick<Timed, 'alerts'>): string =>
  [...new Set(alerts.flatMap(({ alert }) => alertWords[alert] ?? []))].join(' ');

/** ` to ben`; nothing where a list does not say whom. */
function addressees(officers: AlertView['dutyOfficers']): string {
  if (officers === null) return '';
  return officers.length === 0
    ? ' to nobody, for the desk had nobody on duty,'
    : ` to ${officers.join(', ')}`;
}

const whileStopped =
  ` While the thread is stopped one of theirs can be answered with COMPLIED alone, no word more,` +
  ` for the purpose ${plainNotice.purpose}.`;

/** What time has led to in a thread, and who has read it all the same, in sentences. Pure. */
export const alertLines = ({
  alerts,
  stop,
}: Pick<Timed, 'alerts'> & { readonly stop: StopView | null }): string[] =>
  alerts.map(({ alert, minutes, at, dutyOfficers, way }) => {
    if (alert === 'EXPIRED') return `The deadline passed without an answer; recorded at ${at}.`;
    if (alert === 'RECALL_UNSAID')
      return `A recall or correction of yours never came to them, since ${at}: it must be said again; \`recalls\` says why.`;
    if (alert === 'GLASS_BROKEN')
      return `An officer who is not on the roster has broken the glass at ${at}; see the roster.`;
    if (alert === 'GLASS_BROKEN_THERE')
      return `An officer there who is not on the roster has broken the glass, as their gateway signed, at ${at}.`;
    if (alert === 'GLASS_BROKEN_BEYOND') {
      const [where = 'another State', ...through] = way ?? [];
      return `An officer of ${where}, to whom it was handed on, who is not on the roster there has broken the glass, as told through ${through.join(', ')}, at ${at}.`;
    }
    const time = minutes ?? 0;
    if (alert === 'NOTICE_OWED')
      return `The notice that the central authority knows did not come for ${span(time * minute)}; recorded at ${at}; \`owed\` says whose.`;
    return alert === 'ESCALATED'
      ? `Risk to life: nobody had it in hand for ${time} minutes; escalated${addressees(dutyOfficers)} at ${at}.`
      : `A recall or correction had no answer for ${span(time * minute)}; recorded at ${at}.${stop === null ? '' : whileStopped}`;
  });

/** The clock of a thread in sentences. Pure. */
export function clockLines(clock: Clock, now: Date): string[] {
  const { state, dueAt, startedAt, pausedSince, remainingSeconds, extendedUntil } = clock;
  const { stoppedAt, acknowledgeBy } = clock;
  const lines: string[] = [];
  if (acknowledgeBy !== null && state !== 'STOPPED')
    lines.push(`Risk to life: somebody must have it in hand by ${acknowledgeBy}.`);
  switch (state) {
    case 'NONE':
      break;
    case 'NOT_STARTED':
      lines.push('No deadline yet: it starts when their gateway signs that the request arrived.');
      break;
    case 'RUNNING':
      if (dueAt !== null)
        lines.push(
          `Answer due at ${dueAt}: ${dueWord(clock, now)}; it runs since ${startedAt ?? '?'}.`,
        );
      break;
    case 'PAUSED':
      lines.push(
        `The clock stands still since ${pausedSince ?? '?'}: a question waits for its answer; ` +
          `${(remainingSeconds ?? 0) < 0 ? 'it was late by' : 'then there are'} ${span(remainingSeconds ?? 0)}${
            (remainingSeconds ?? 0) < 0 ? '' : ' left'
          }.`,
      );
      break;
    case 'STOPPED':
      if (stoppedAt !== null && dueAt !== null)
        lines.push(
          `Ended at ${stoppedAt}, ${
            stoppedAt <= dueAt
              ? 'in time'
              : `late by ${span(secondsFrom(new Date(stoppedAt), dueAt))}`
          } (due ${dueAt}).`,
        );
  }
  if (extendedUntil !== null && state !== 'STOPPED')
    lines.push(`A judge has been asked; the answer is announced for ${extendedUntil}.`);
  return lines;
}
