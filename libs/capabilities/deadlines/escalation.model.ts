import { acknowledgeMinutes } from '#kernel';

const steps = [1, 2, 4] as const;
const minute = 60_000;

export const alerts = [
  // Nobody took a risk to life within that many minutes.
  'ESCALATED',
  // The deadline passed without an answer.
  'EXPIRED',
  // A recall or correction is overdue.
  'RECALL_OWED',
  // A recall of this State never reached the neighbour, which still uses the document, and must be sent again.
  'RECALL_UNSAID',
  // The notice of the central authority is overdue.
  'NOTICE_OWED',
  // A recipient of an evidence package has not been told of a later change.
  'PACKAGE_UNTOLD',
  // The erasure was stopped and waits for a decision on a hold.
  'ERASURE_STOPPED',
  // A term nears its end.
  'TERM_ENDING',
  // A term has ended.
  'TERM_ENDED',
  // Emergency access by an officer of the own authority.
  'GLASS_BROKEN',
  // Emergency access in the neighbour State, as it reports.
  'GLASS_BROKEN_THERE',
  // Emergency access in a State further on, as the neighbour reports.
  'GLASS_BROKEN_BEYOND',
] as const;
export type Alert = (typeof alerts)[number];

export type EscalationReason = 'NOT_DELIVERED' | 'NOT_ACKNOWLEDGED';

export interface LifeAtRisk {
  readonly submittedAt: Date | null;
  /** Delivery time in the asked State's receipt, from which the officer's time limit runs. Null before the receipt. */
  readonly startedAt: Date | null;
  readonly knownAt: Date;
  readonly taken: boolean;
}

export interface Escalation {
  readonly level: number;
  readonly minutes: number;
  readonly since: Date;
  readonly reason: EscalationReason;
}

/**
 * Returns the levels of escalation that are due and not yet recorded. `again`: time of the next check; null when no check is
 * needed.
 */
export function escalations(
  { submittedAt, startedAt, knownAt, taken }: LifeAtRisk,
  recorded: readonly number[],
  now: Date,
  minutes = acknowledgeMinutes,
): { readonly due: readonly Escalation[]; readonly again: Date | null } {
  // A wrong clock may put the start into the future; a risk to life does not wait for that.
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
