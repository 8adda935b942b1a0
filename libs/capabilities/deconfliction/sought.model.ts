import {
  type Document,
  KernelError,
  type ThreadId,
  type Timestamp,
  type OpeningKind,
  mostErrorThreads,
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

export const matchTypes = ['DOCUMENT', 'PLATE', 'PHONE', 'VESSEL', 'PERSON'] as const;
export type MatchType = (typeof matchTypes)[number];

export const duplicateLimits = {
  days: 90,
  checksPerHour: 30,
  shown: mostErrorThreads,
} as const;

const sought = closed(
  {
    requestType: oneOf(threadTypes),
    subjects: list(subject, 100),
    details: { type: 'object' },
  },
  ['details'],
);
export type Sought = Of<typeof sought>;
const shape = schemaParser<Sought>(sought, 'DOCUMENT_INVALID');

/**
 * @throws KernelError DOCUMENT_INVALID naming the invalid member; NOT_AVAILABLE_YET when the compartment of the request type
 * is not ENFORCEMENT
 */
export function parseSought(value: unknown): Sought {
  const found = shape(value);
  if (compartmentOf(found.requestType) !== 'ENFORCEMENT')
    throw new KernelError('NOT_AVAILABLE_YET', '/requestType');
  return found;
}

/** Collects the data to compare from an opening document and the documents that it encloses. */
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

export interface OtherWork {
  readonly duplicates: readonly ThreadId[];
  readonly otherDesk: boolean;
  readonly askedAbout: Timestamp | null;
}

export const likeNone: OtherWork = { duplicates: [], otherDesk: false, askedAbout: null };
