import type { Timestamp } from '#kernel/ids';
import { closed, pattern, whole } from '#kernel/schema';

/**
 * Kinds of items that a State keeps, which may have rules of their own. `QUARANTINE` is what was refused at the border; the others lie
 * in the file of a thread, under its one key. Receipts, events of the custody log and tombstones are no item: they hold no
 * content, and stay.
 */
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

/** Months: that an item may be kept, at most as a document may say of itself; until its file is reviewed. */
export const retentionBounds = { most: 60, mostReview: 6 } as const;

/** How long a State keeps what: an entry that two administrators sign, or `standardRetention` until they have. */
export interface RetentionRule {
  /** By which law, as a code of the State. */
  readonly basis: string;
  /** Months from the end of the exchange, or from the day on which something was refused at the border. */
  readonly months: Readonly<Record<KeptItem, number>>;
  /** Months without a word until a file must be reviewed; and for how long a review may keep it, at most. */
  readonly reviewMonths: number;
}

/** Five years as in SIENA; the first review at six months, Directive (EU) 2023/977 art. 14 and Directive (EU) 2016/680 art. 5. */
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

/** The rule that holds, and its place in the chain; `version` is null as long as it is the standard one. */
export interface StandingRule {
  readonly rule: RetentionRule;
  readonly version: number | null;
  /** When it was issued; null: the standard one. */
  readonly since: Timestamp | null;
  /** The rule in whose place it came; null where that says nothing any more. */
  readonly before: StandingRule | null;
}

export const standardStanding: StandingRule = {
  rule: standardRetention,
  version: null,
  since: null,
  before: null,
};

/** Two persons may sign a slip, and what is erased does not come back: that long a new rule takes nothing by itself. */
const graceMs = 14 * 24 * 3_600_000;

/** Until when a rule lets go of nothing that the one before it would keep; null: it always did. Pure. */
export function graceEnd({ since }: Pick<StandingRule, 'since'>): Date | null {
  return since === null ? null : new Date(Date.parse(since) + graceMs);
}

/** A new rule in the place of another. A rule whose grace was over by then no longer needs to know what was before it. Pure. */
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

/** Months that what was refused at the border is kept now: in the grace of a rule by that which keeps it longer. Pure. */
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
