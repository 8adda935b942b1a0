import type { Document } from '#kernel/documents/document';
import { timestamp, type Timestamp } from '#kernel/ids';
import { isKind } from '#kernel/documents/is-kind';
import type { DocumentKind } from '#kernel/documents/kinds';
import type { ThreadType } from '#kernel/documents/request-types';
import {
  graceEnd,
  retentionBounds,
  type KeptItem,
  type RetentionRule,
  type StandingRule,
} from './retention.schema.js';
import { isEnded, type ThreadState } from '#kernel/thread/thread';

/** Before a file goes somebody has that long to see whether it must be held. */
const warning = 14 * 24 * 3_600_000;

/** Act that a document counts as. Pure. */
export function keptItemOf(kind: DocumentKind): Exclude<KeptItem, 'NOTE'> {
  if (kind === 'request' || kind === 'data-subject-request') return 'REQUEST';
  if (kind === 'spontaneous-information') return 'INFORMATION';
  if (kind === 'response' || kind === 'data-subject-answer') return 'ANSWER';
  return 'OTHER_DOCUMENT';
}

/** Months for which what a document says, and what it narrows, may be kept. Pure. */
export function signedMonths(document: Document): number {
  const { retentionMonths } = document.handling;
  const narrowed = isKind(document, 'recall') ? document.body.handling : undefined;
  return Math.min(retentionMonths, narrowed?.retentionMonths ?? retentionMonths);
}

/** A file, as the rule looks at it. */
export interface KeptFile {
  readonly requestType: ThreadType;
  readonly state: ThreadState;
  /** The last step of this State withdraws what it asks, whatever the neighbour made of it. */
  readonly withdrawn: boolean;
  /** When the last document came or was sent. */
  readonly lastAt: Date;
  /** The fewest months that any of its documents says; null when nobody knows. */
  readonly signedMonths: number | null;
  /** Of its documents and what is attached to them. */
  readonly items: readonly Exclude<KeptItem, 'NOTE'>[];
  /** When the first note on it was written; null without one. */
  readonly notedAt: Date | null;
  /** Until when the last review has kept it; null without one. */
  readonly keptUntil: Date | null;
  /** When that was decided; null of one that was decided before this was written down. */
  readonly keptAt: Date | null;
  /** The day on which the file was to go when that was decided; null: by no rule. */
  readonly keptEraseAt: Date | null;
}

export interface Schedule {
  /** When the exchange ended; null while it goes on. */
  readonly endedAt: Date | null;
  /** From when on it is erased by itself, whatever a review has said; null while the exchange goes on. */
  readonly eraseAt: Date | null;
  /** From when on somebody must have looked whether it is still needed; null where nobody can. */
  readonly reviewAt: Date | null;
}

/**
 * When a file is to be reviewed, and when it goes. It lies under one key and goes whole: as soon as the first thing in it must,
 * by the rule or by what its documents say of themselves, whichever is stricter. An exchange has ended with the last document
 * once nothing more is expected of the asked side, and information with what is said last of it; a later document moves both.
 * An ask about a person is over with what is said last in it, answered or not; no desk sees it, so it goes by rule alone, and
 * where it is held it waits for that.
 * One that just stops is reviewed like one that ended, and never erased by rule alone: somebody still waits for an answer. Whoever
 * has withdrawn waits for none: a neighbour that refuses every withdrawal keeps no file here for good.
 * A note that is written later counts from then on: else one officer could have a file erased at once by a word of the own.
 * What goes sooner than it would be reviewed is reviewed before: the neighbour alone can say so, of both States' words.
 * What a review keeps is looked at once more before it goes: unless it was reviewed within that time, with that day before the
 * eyes. So a rule that came later takes nothing that was kept for longer unseen, and what is held beyond its day stays reviewed. Pure.
 */
export function scheduleOf(file: KeptFile, standing: StandingRule): Schedule {
  const { lastAt } = file;
  if (!isOver(file))
    return { endedAt: null, eraseAt: null, reviewAt: reviewOf(file, standing, null) };
  const byRule = dayOf(file, standing);
  const bySigned = file.signedMonths === null ? byRule : monthsAfter(lastAt, file.signedMonths);
  const eraseAt = new Date(Math.min(byRule.getTime(), bySigned.getTime()));
  const reviewAt = isOfPerson(file) ? null : reviewOf(file, standing, eraseAt);
  return { endedAt: lastAt, eraseAt, reviewAt };
}

const isOfPerson = ({ requestType }: KeptFile): boolean => requestType === 'DATA_SUBJECT_REQUEST';

/** Whether nothing more of the exchange is expected. */
const isOver = (file: KeptFile): boolean =>
  isOfPerson(file) ||
  isEnded(file.state) ||
  file.withdrawn ||
  file.requestType === 'SPONTANEOUS_INFORMATION';

/** Time by which somebody must have looked; before an erasure once within the warning time. */
function reviewOf(file: KeptFile, { rule }: StandingRule, eraseAt: Date | null): Date {
  const { lastAt, keptUntil } = file;
  const usual = monthsAfter(lastAt, rule.reviewMonths);
  const last = eraseAt && new Date(eraseAt.getTime() - warning);
  const first = last !== null && last < usual ? last : usual;
  const kept = keptUntil !== null && keptUntil > first ? keptUntil : first;
  const isSeen = last === null || kept <= last || isReviewedBefore(file, eraseAt);
  return isSeen ? kept : last;
}

/** The last review knew of the day on which the file goes, and was decided within the warning time of it. */
function isReviewedBefore({ keptAt, keptEraseAt }: KeptFile, eraseAt: Date | null): boolean {
  if (keptAt === null || keptEraseAt === null || eraseAt === null) return false;
  const isSame = keptEraseAt.getTime() === eraseAt.getTime();
  return isSame && keptAt.getTime() >= eraseAt.getTime() - warning;
}

/**
 * The day by the rule. In the first fourteen days of a rule that goes alone which the one before it lets go too: so a slip can
 * be put right by another rule, and what was due stays due. What the documents say of themselves knows no such days.
 */
function dayOf(file: KeptFile, standing: StandingRule): Date {
  const own = dayByOne(file, standing.rule);
  const end = graceEnd(standing);
  if (standing.before === null || end === null || own >= end) return own;
  const former = dayOf(file, standing.before);
  const both = former > own ? former : own;
  return both < end ? both : end;
}

function dayByOne({ lastAt, items, notedAt }: KeptFile, { months }: RetentionRule): Date {
  const kept = Math.min(retentionBounds.most, ...items.map((item) => months[item]));
  const end = monthsAfter(lastAt, kept);
  if (notedAt === null) return end;
  const noted = monthsAfter(notedAt > lastAt ? notedAt : lastAt, months.NOTE);
  return noted < end ? noted : end;
}

/** The same day of the month, so many months later, in UTC; the last one of a month that has no such day. Pure. */
export function monthsAfter(date: Date, count: number): Date {
  const after = new Date(date);
  after.setUTCDate(1);
  after.setUTCMonth(after.getUTCMonth() + count);
  const days = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0)).getUTCDate();
  after.setUTCDate(Math.min(date.getUTCDate(), days));
  return after;
}

/** Why a file that is due for review is kept. Codes, so that the log may say it. */
export const keepReasons = [
  'EXCHANGE_CONTINUES',
  'INVESTIGATION_CONTINUES',
  'PROCEEDINGS',
  'EVIDENCE',
  'PROTECTION_OF_PERSON',
] as const;
export type KeepReason = (typeof keepReasons)[number];

/** The latest day until which a review may keep a file: the next review of the rule, and never beyond its erasure. Pure. */
export function latestKeep(now: Date, eraseAt: Date | null, rule: RetentionRule): Timestamp {
  const next = monthsAfter(now, rule.reviewMonths);
  return timestamp(eraseAt !== null && eraseAt < next ? eraseAt : next);
}
