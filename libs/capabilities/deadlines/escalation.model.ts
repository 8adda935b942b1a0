import { acknowledgeMinutes } from '#kernel';

/** A risk to life that nobody has in hand is said again after the allowed time, twice it and four times it. */
const steps = [1, 2, 4] as const;
const minute = 60_000;

/** Alerts of a thread, as its desk has them. */
export const alerts = [
  // Nobody had a risk to life in hand for so many minutes.
  'ESCALATED',
  // The deadline passed unanswered.
  'EXPIRED',
  // A recall or a correction has had no answer for so long.
  'RECALL_OWED',
  // One of this State's own never came to the neighbour, which goes on using what it is about, until it was said again.
  'RECALL_UNSAID',
  // No notice has come that the central authority knows of the evidence.
  'NOTICE_OWED',
  // A recipient of an evidence package has not been told what became of it.
  'PACKAGE_UNTOLD',
  // Its erasure was stopped and waits for a decision on hold.
  'ERASURE_STOPPED',
  // A term nears its end.
  'TERM_ENDING',
  // A term has ended.
  'TERM_ENDED',
  // An officer of the own authority who is not on the roster has read it.
  'GLASS_BROKEN',
  // An officer of the neighbour's has, as it says.
  'GLASS_BROKEN_THERE',
  // An officer of a State to which it was handed on has, as the neighbour says.
  'GLASS_BROKEN_BEYOND',
] as const;
export type Alert = (typeof alerts)[number];

export type EscalationReason = 'NOT_DELIVERED' | 'NOT_ACKNOWLEDGED';

/** A request where life is at risk, as one side knows it now. */
export interface LifeAtRisk {
  /** When an officer of this State sent it; null at the side that is asked. */
  readonly submittedAt: Date | null;
  /** From when the asked State must have it in hand, by its signed receipt; null before. */
  readonly startedAt: Date | null;
  /** When this State had it, by its own clock: sent it, or opened it. */
  readonly knownAt: Date;
  /** Somebody has it in hand, has answered, or it was withdrawn. */
  readonly taken: boolean;
}

export interface Escalation {
  /** From 1. */
  readonly level: number;
  /** For how long nobody has had it in hand. */
  readonly minutes: number;
  readonly since: Date;
  readonly reason: EscalationReason;
}

/** Levels to escalate now, each once, and when the next may be due; null: never. Pure. */
export function escalations(
  { submittedAt, startedAt, knownAt, taken }: LifeAtRisk,
  recorded: readonly number[],
  now: Date,
  minutes = acknowledgeMinutes,
): { readonly due: readonly Escalation[]; readonly again: Date | null } {
  // By a clock that goes wrong it begins later than now: nobody waits for that while a life is at risk.
  const since = startedAt !== null && startedAt > now ? knownAt : (startedAt ?? submittedAt);
  if (taken || since === null) return { due: [], again: null };
  const reason = startedAt === null ? 'NOT_DELIVERED' : 'NOT_ACKNOWLEDGED';
  const open = steps
    .map((times, i) => ({ level: i + 1, minutes: times * minutes, since, reason }) as const)
    .filter(({ level }) => !recorded.includes(level));
  const at = (each: Escalation): number => since.getTime() + each.minutes * minute;
  const later = open.find((each) => at(each) > now.getTime());
  return {
    due: open.filter((each) => at(each) <= now.getTime()),
    again: later === undefined ? null : new Date(at(later)),
  };
}
