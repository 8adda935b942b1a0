import type { DocumentId, ThreadId } from './ids.js';
import type { Purpose, Role } from './lists.js';

/** Officers who may make a call: with one of these roles and, of a read of case data, one of these purposes. */
export interface Right {
  readonly roles: readonly Role[];
  /** Stated with it, and logged before content is returned. */
  readonly purposes?: readonly Purpose[];
}

/** A document as an officer hands it in. */
export interface SignedDocumentInput {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  /** Upload ids, in the order of the document's attachments. */
  readonly uploads: readonly string[];
  /** The last document of the thread that the officer had read; without it, the one that is answered. */
  readonly seen?: DocumentId;
  /** Threads about the same that the officer was shown before a request was signed. */
  readonly duplicatesSeen?: readonly ThreadId[];
  /** The officer was told before that a duty desk may already work on this. */
  readonly otherDeskSeen?: boolean;
}
