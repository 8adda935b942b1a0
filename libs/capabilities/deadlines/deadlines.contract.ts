import { Decimal, Flag, One, Parsed, Part, Whole } from '#contract';
import {
  parseOfficerId,
  parseStateCode,
  parseTimestamp,
  type Clock,
  type OfficerId,
  type SaidTimeLimits,
  type StateCode,
  type Term,
  type TimeLimits,
  type Timestamp,
} from '#kernel';
import { accessListLimits } from '#capabilities/access-lists/access-lists.lists';
import { alerts, type Alert } from './escalation.model.js';

export class TermView implements Term {
  @Parsed(parseTimestamp, { description: 'The receiving State signed that the request arrived.' })
  readonly startedAt: Timestamp;
  @Parsed(parseTimestamp, { description: 'Three quarters are over: both States are warned.' })
  readonly alarmAt: Timestamp;
  @Parsed(parseTimestamp, { description: 'It ends by itself, at both States at this instant.' })
  readonly endsAt: Timestamp;
  @Flag({ description: 'The State that asks has extended it, which it may once.' })
  readonly extended: boolean;
}

export class ClockView implements Clock {
  @One(['NONE', 'NOT_STARTED', 'RUNNING', 'PAUSED', 'STOPPED'])
  readonly state: Clock['state'];
  @Whole({ min: 0, nullable: true, description: 'Seconds allowed; null without a clock.' })
  readonly limitSeconds: number | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'The receiving State signed that the request arrived.',
  })
  readonly startedAt: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'Late from here on; null while it does not run.',
  })
  readonly dueAt: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'A question waits for its answer since.',
  })
  readonly pausedSince: Timestamp | null;
  @Decimal({
    nullable: true,
    description: 'Seconds left while it stands still; negative when it was late already.',
  })
  readonly remainingSeconds: number | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description:
      'Announced for judicial authorisation while the request was in time; later it moves nothing.',
  })
  readonly extendedUntil: Timestamp | null;
  @Parsed(parseTimestamp, { nullable: true, description: 'Answered, refused or withdrawn.' })
  readonly stoppedAt: Timestamp | null;
  @Parsed(parseTimestamp, { nullable: true, description: 'Risk to life: in hand by then.' })
  readonly acknowledgeBy: Timestamp | null;
  @Part(() => TermView, {
    nullable: true,
    description:
      'Of what is asked for a time, once the request has arrived; null of everything else.',
  })
  readonly term: TermView | null;
}

const mostOfficers = 10_000;

export class AlertView {
  @One(alerts)
  readonly alert: Alert;
  @Whole({
    min: 0,
    nullable: true,
    description:
      'Nobody had a risk to life in hand, or has answered a recall, for so many minutes; null of every other alert.',
  })
  readonly minutes: number | null;
  @Parsed(parseTimestamp, { description: 'Recorded.' })
  readonly at: Timestamp;
  @Parsed(parseOfficerId, {
    list: mostOfficers,
    nullable: true,
    description:
      'Whom an escalation is addressed to, the first first: who was on duty at the desk that had it, by its roster of that moment, else all of that role. Null in lists, which name nobody, and of every other alert.',
  })
  readonly dutyOfficers: readonly OfficerId[] | null;
  @Parsed(parseStateCode, {
    list: accessListLimits.emergencyWay + 1,
    nullable: true,
    description:
      'Of `GLASS_BROKEN_BEYOND`, null otherwise: the State where the glass was broken, then those through which it was told, the neighbour last, whose word it is.',
  })
  readonly way: readonly StateCode[] | null;
}

export class TimeLimitsView implements TimeLimits {
  @Whole({
    min: 0,
    description: 'Hours for what is urgent and within the own reach of the authority.',
  })
  readonly urgentDirect: number;
  @Whole({ min: 0, description: 'Hours for what is urgent and only to be had from others.' })
  readonly urgentIndirect: number;
  @Whole({ min: 0, description: 'Hours for anything else.' })
  readonly other: number;
}

export class SaidTimeLimitsView extends TimeLimitsView implements SaidTimeLimits {
  @Parsed(parseTimestamp)
  readonly from: Timestamp;
}

export class LimitsState {
  @Part(() => TimeLimitsView, { description: 'Of what is asked now.' })
  readonly hold: TimeLimitsView;
  @Part(() => SaidTimeLimitsView, {
    nullable: true,
    description:
      'What this State has said last, also where it is still to begin; null where it has said nothing.',
  })
  readonly ours: SaidTimeLimitsView | null;
  @Part(() => SaidTimeLimitsView, { nullable: true, description: 'The same of the neighbour.' })
  readonly theirs: SaidTimeLimitsView | null;
  @Flag({
    description:
      'They say different things, or only one of them says anything but the standard: none of it holds, once it begins.',
  })
  readonly differ: boolean;
}
