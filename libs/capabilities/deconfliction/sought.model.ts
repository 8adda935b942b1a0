import {
  type Document,
  KernelError,
  type ThreadId,
  type Timestamp,
  type OpeningKind,
  isKind,
  compartmentOf,
  threadTypes,
  closed,
  list,
  oneOf,
  schemaParser,
  type Of,
  threadTypeOf,
} from '#kernel';
import { subject } from '#capabilities/requests/kinds/subject.kind';
import { subjectsOf } from '#capabilities/requests/subjects.model';

/** By what two requests are about the same: a number of a document, a plate, a phone, a vessel, a name with a birth date. */
export const likenesses = ['DOCUMENT', 'PLATE', 'PHONE', 'VESSEL', 'PERSON'] as const;
export type Likeness = (typeof likenesses)[number];

export const duplicateLimits = {
  /** Between the two. */
  days: 90,
  /** Of one officer. */
  checksPerHour: 30,
  /** Threads that are shown, or whose desks are told, the newest ones. */
  shown: 20,
} as const;

const sought = closed(
  {
    requestType: oneOf(threadTypes),
    subjects: list(subject, 100),
    details: { type: 'object' },
  },
  ['details'],
);
/** Members of a document by which it is compared; the rest need not be written yet. */
export type Sought = Of<typeof sought>;
const shape = schemaParser<Sought>(sought, 'DOCUMENT_INVALID');

/** @throws KernelError DOCUMENT_INVALID naming the member, NOT_AVAILABLE_YET */
export function parseSought(value: unknown): Sought {
  const found = shape(value);
  if (compartmentOf(found.requestType) !== 'ENFORCEMENT')
    throw new KernelError('NOT_AVAILABLE_YET', '/requestType');
  return found;
}

/**
 * Subject of a matter: the document that opened it, and what that hands on. Whom an answer names is found by a
 * search; two requests are not the same for it. `enclosed`: as whoever holds only the forward sees it. Pure.
 */
export function soughtIn(
  document: Document<OpeningKind>,
  enclosed: readonly Document[] = [],
): Sought {
  const details = isKind(document, 'request') ? document.body.details : undefined;
  return {
    requestType: threadTypeOf(document),
    subjects: [document, ...enclosed].flatMap(subjectsOf),
    ...(details !== undefined && { details }),
  };
}

/** Other threads about the same, as a row of a list shows them. */
export interface LikeOthers {
  /** Threads within 90 days that the officer may read, the newest first, at most 20. */
  readonly duplicates: readonly ThreadId[];
  /** A duty desk may already work on this, of another authority or of the own one where the officer may not read it: no more than that is said. */
  readonly otherDesk: boolean;
  /** When another desk last asked about what this thread is about; null when none has. */
  readonly askedAbout: Timestamp | null;
}

export const likeNone: LikeOthers = { duplicates: [], otherDesk: false, askedAbout: null };
