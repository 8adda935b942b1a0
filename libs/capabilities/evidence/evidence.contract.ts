import type {
  Authenticated,
  PurposefulRead,
  DocumentId,
  StateCode,
  ThreadId,
  Timestamp,
} from '#kernel';

/**
 * What one State owes the other in a thread that is about evidence: the answer to a request for consent; the notice that its
 * central authority knows; the notice that an item speaks for an accused person.
 */
export const evidenceOwed = [
  'EVIDENCE_CONSENT',
  'CENTRAL_AUTHORITY_NOTICE',
  'EXCULPATORY_NOTICE',
] as const;
export type EvidenceOwed = (typeof evidenceOwed)[number];

/** How much of that stands open in a thread. */
export interface OpenEvidence {
  /** This State owes it. */
  readonly owed: number;
  /** The neighbour owes it. */
  readonly awaited: number;
}

export interface OwedView {
  readonly thread: ThreadId;
  readonly what: EvidenceOwed;
  /** The request for consent, what made the thread evidential, the item that is marked. */
  readonly about: DocumentId;
  /** Who owes it. */
  readonly by: StateCode;
  readonly since: Timestamp;
  /** Until when; null of what has no time limit, and while the document that it is about has not arrived. */
  readonly dueAt: Timestamp | null;
}

export interface OwedAsked {
  readonly limit: number;
  /** The last document that a row was about; null for the first page. */
  readonly before: DocumentId | null;
}

interface Owed {
  in: PurposefulRead & OwedAsked;
  out: { readonly owed: readonly OwedView[]; readonly next: DocumentId | null };
}

interface Marking {
  in: Authenticated & { readonly thread: ThreadId; readonly dispatch: DocumentId };
  /** False when it was marked before. */
  out: { readonly marked: boolean };
}

/** What is owed, and the mark that an item speaks for an accused person. */
export interface EvidenceCalls {
  'requests.owed': Owed;
  'inbox.owed': Owed;
  'requests.mark-exculpatory': Marking;
  'inbox.mark-exculpatory': Marking;
}
