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

/**
 * Milliseconds before the erasure of a thread, when a review is due at the latest. Afterwards an administrator still has time
 * to set a hold.
 */
const warning = 14 * 24 * 3_600_000;

export function keptItemOf(kind: DocumentKind): Exclude<KeptItem, 'NOTE'> {
  if (kind === 'request' || kind === 'data-subject-request') return 'REQUEST';
  if (kind === 'spontaneous-information') return 'INFORMATION';
  if (kind === 'response' || kind === 'data-subject-answer') return 'ANSWER';
  return 'OTHER_DOCUMENT';
}

export function signedMonths(document: Document): number {
  const { retentionMonths } = document.handling;
  const narrowed = isKind(document, 'recall') ? document.body.handling : undefined;
  return Math.min(retentionMonths, narrowed?.retentionMonths ?? retentionMonths);
}

export interface KeptFile {
  readonly requestType: ThreadType;
  readonly state: ThreadState;
  /** True when this State's last act in the thread is a withdrawal, even if the neighbour refused the withdrawal. */
  readonly withdrawn: boolean;
  readonly lastAt: Date;
  readonly signedMonths: number | null;
  readonly items: readonly Exclude<KeptItem, 'NOTE'>[];
  readonly notedAt: Date | null;
  readonly keptUntil: Date | null;
  readonly keptAt: Date | null;
  readonly keptEraseAt: Date | null;
}

export interface Schedule {
  readonly endedAt: Date | null;
  readonly eraseAt: Date | null;
  readonly reviewAt: Date | null;
}

/** Computes the review and erasure dates of a thread. `eraseAt` is null while the exchange continues. */
export function scheduleOf(file: KeptFile, standing: StandingRule): Schedule {
  const { lastAt } = file;
  // An exchange that just stops is reviewed and never erased by the rule: somebody still waits for an answer.
  if (!isOver(file))
    return { endedAt: null, eraseAt: null, reviewAt: reviewOf(file, standing, null) };
  const byRule = dayOf(file, standing);
  const bySigned = file.signedMonths === null ? byRule : monthsAfter(lastAt, file.signedMonths);
  const eraseAt = new Date(Math.min(byRule.getTime(), bySigned.getTime()));
  // No desk sees requests about data subjects, so nobody reviews them.
  const reviewAt = isOfPerson(file) ? null : reviewOf(file, standing, eraseAt);
  return { endedAt: lastAt, eraseAt, reviewAt };
}

const isOfPerson = ({ requestType }: KeptFile): boolean => requestType === 'DATA_SUBJECT_REQUEST';

const isOver = (file: KeptFile): boolean =>
  isOfPerson(file) ||
  isEnded(file.state) ||
  // Also a refused withdrawal: a neighbour must not keep a file here for ever by refusing.
  file.withdrawn ||
  file.requestType === 'SPONTANEOUS_INFORMATION';

function reviewOf(file: KeptFile, { rule }: StandingRule, eraseAt: Date | null): Date {
  const { lastAt, keptUntil } = file;
  const usual = monthsAfter(lastAt, rule.reviewMonths);
  const last = eraseAt && new Date(eraseAt.getTime() - warning);
  const first = last !== null && last < usual ? last : usual;
  const kept = keptUntil !== null && keptUntil > first ? keptUntil : first;
  // A later rule or a short limit of the neighbour erases nothing that no reviewer has seen.
  const isSeen = last === null || kept <= last || isReviewedBefore(file, eraseAt);
  return isSeen ? kept : last;
}

function isReviewedBefore({ keptAt, keptEraseAt }: KeptFile, eraseAt: Date | null): boolean {
  if (keptAt === null || keptEraseAt === null || eraseAt === null) return false;
  const isSame = keptEraseAt.getTime() === eraseAt.getTime();
  return isSame && keptAt.getTime() >= eraseAt.getTime() - warning;
}

/** Returns the erasure date by the rule; a former rule can postpone it until `graceEnd`. */
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
  // Counted from a later note: one officer must not have an old file erased at once by writing one.
  const noted = monthsAfter(notedAt > lastAt ? notedAt : lastAt, months.NOTE);
  return noted < end ? noted : end;
}

export function monthsAfter(date: Date, count: number): Date {
  const after = new Date(date);
  after.setUTCDate(1);
  after.setUTCMonth(after.getUTCMonth() + count);
  const days = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0)).getUTCDate();
  after.setUTCDate(Math.min(date.getUTCDate(), days));
  return after;
}

export const keepReasons = [
  'EXCHANGE_CONTINUES',
  'INVESTIGATION_CONTINUES',
  'PROCEEDINGS',
  'EVIDENCE',
  'PROTECTION_OF_PERSON',
] as const;
export type KeepReason = (typeof keepReasons)[number];

export function latestKeep(now: Date, eraseAt: Date | null, rule: RetentionRule): Timestamp {
  const next = monthsAfter(now, rule.reviewMonths);
  return timestamp(eraseAt !== null && eraseAt < next ? eraseAt : next);
}
