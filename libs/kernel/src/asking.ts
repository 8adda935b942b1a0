import type { DocumentId, ThreadId } from './ids.js';
import type { Purpose, Role } from './lists.js';

/** Roles that may make a call. If `purposes` is given, as for case data, the caller must state one of these purposes. */
export interface Right {
  readonly roles: readonly Role[];
  readonly purposes?: readonly Purpose[];
}

export interface SignedDocumentInput {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly uploads: readonly string[];
  readonly seen?: DocumentId;
  readonly duplicatesSeen?: readonly ThreadId[];
  readonly otherDeskSeen?: boolean;
}
