import { closed, pattern, whole } from './schema.js';

/**
 * What a State keeps, by kinds that may have rules of their own. `QUARANTINE` is what was refused at the border; the others lie
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
