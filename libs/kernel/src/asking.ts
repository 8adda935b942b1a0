import type { DocumentId, ThreadId } from './ids.js';
import type { Purpose } from './lists.js';

/** Every call on the internal bus carries the officer's opaque session token; the called service looks it up. */
export interface Authenticated {
  readonly session: string;
}

/** A read of case data also states its purpose, which is logged before content is returned. */
export interface PurposefulRead extends Authenticated {
  readonly purpose: Purpose;
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
