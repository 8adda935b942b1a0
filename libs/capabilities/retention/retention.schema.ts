import type { Timestamp } from '#kernel/ids';
import { closed, pattern, whole } from '#kernel/schema';

/** Items with a retention period. `QUARANTINE`: messages refused at the border; the other items belong to a thread. */
export const keptItems = [
  'REQUEST',
  'INFORMATION',
  'ANSWER',
  'OTHER_DOCUMENT',
  'ATTACHMENT',
  'NOTE',
  'QUARANTINE',
] as const;
export type KeptItem = (typeof keptItems)[number];

export const retentionBounds = { most: 60, mostReview: 6 } as const;

export interface RetentionRule {
  readonly basis: string;
  /** Months for which an item is kept after the end of the exchange; for quarantine, after the refusal. */
  readonly months: Readonly<Record<KeptItem, number>>;
  /** Months without activity until a review. A review may keep a thread for at most the same number of months. */
  readonly reviewMonths: number;
}

/**
 * Standard rule: five years as in SIENA, Europol's message system; review after six months (Directive (EU) 2023/977 art. 14;
 * Directive (EU) 2016/680 art. 5).
 */
export const standardRetention: RetentionRule = {
  basis: 'STANDARD_RULE',
  months: {
    REQUEST: 60,
    INFORMATION: 60,
    ANSWER: 60,
    OTHER_DOCUMENT: 60,
    ATTACHMENT: 60,
    NOTE: 60,
    QUARANTINE: 6,
  },
  reviewMonths: retentionBounds.mostReview,
};

export interface StandingRule {
  readonly rule: RetentionRule;
  readonly version: number | null;
  readonly since: Timestamp | null;
  readonly before: StandingRule | null;
}

export const standardStanding: StandingRule = {
  rule: standardRetention,
  version: null,
  since: null,
  before: null,
};

/**
 * Milliseconds after a rule change in which the former rule can still delay erasures. Administrators can correct a mistake
 * meanwhile.
 */
const graceMs = 14 * 24 * 3_600_000;

export function graceEnd({ since }: Pick<StandingRule, 'since'>): Date | null {
  return since === null ? null : new Date(Date.parse(since) + graceMs);
}

export function succeed(
  last: StandingRule,
  { body, issuedAt }: { readonly body: RetentionRule; readonly issuedAt: Timestamp },
  version: number,
): StandingRule {
  const end = graceEnd(last);
  const settled = end === null || end.getTime() <= Date.parse(issuedAt);
  const before = settled ? { ...last, before: null } : last;
  return { rule: body, version, since: issuedAt, before };
}

export function quarantineMonths(standing: StandingRule, now: Date): number {
  const { rule, before } = standing;
  const own = rule.months.QUARANTINE;
  const end = graceEnd(standing);
  if (before === null || end === null || end <= now) return own;
  return Math.max(own, quarantineMonths(before, now));
}

const months = whole(1, retentionBounds.most);
export const retentionRuleSchema = closed({
  basis: pattern('^[A-Z][A-Z0-9_]{1,63}$'),
  months: closed({
    REQUEST: months,
    INFORMATION: months,
    ANSWER: months,
    OTHER_DOCUMENT: months,
    ATTACHMENT: months,
    NOTE: months,
    QUARANTINE: months,
  }),
  reviewMonths: whole(1, retentionBounds.mostReview),
});
