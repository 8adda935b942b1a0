import type {
  PurposefulRead,
  AuthorityAddress,
  DocumentId,
  StateCode,
  ThreadId,
  Timestamp,
} from '#kernel';
import type { ReleaseOutcome } from './kinds/forward-consent.kind.js';

/** A question whether a document may go on, and its answer; to whom and what for stands in the signed documents. */
export interface ReleaseView {
  readonly thread: ThreadId;
  /** The document that asks. */
  readonly request: DocumentId;
  readonly item: DocumentId;
  /** Who asks. */
  readonly by: StateCode;
  /** Whose word the document is, and who answers. */
  readonly originator: AuthorityAddress;
  readonly at: Timestamp;
  readonly answer: {
    /** The signed answer. */
    readonly document: DocumentId;
    readonly outcome: ReleaseOutcome;
    readonly at: Timestamp;
  } | null;
}

export interface ReleasesAsked {
  readonly limit: number;
  /** The last question already seen; null for the first page. */
  readonly before: DocumentId | null;
  /** Answered ones too; without it, what is still owed. */
  readonly all?: boolean;
}

interface Releases {
  in: PurposefulRead & ReleasesAsked;
  out: { readonly consents: readonly ReleaseView[]; readonly next: DocumentId | null };
}

/** Which releases were asked for, and who has not answered. */
export interface ReleaseCalls {
  'requests.consents': Releases;
  'inbox.consents': Releases;
}
