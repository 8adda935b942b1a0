import type {
  Authenticated,
  PurposefulRead,
  AuthorityId,
  OfficerId,
  StateCode,
  ThreadId,
  Timestamp,
  ThreadType,
  ThreadState,
} from '#kernel';
import type { KeepReason } from './schedule.model.js';

/** A file that is due for review, without what is in it. */
export interface FileUnderReview {
  readonly thread: ThreadId;
  readonly requestType: ThreadType;
  readonly state: ThreadState;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  /** In whose hands it is or was; for what this State asks, whoever asked. */
  readonly keeper: OfficerId | null;
  readonly dueAt: Timestamp;
  /** When the exchange ended; null when it just stopped. */
  readonly endedAt: Timestamp | null;
  /** When it goes by itself; null while the exchange has not ended. */
  readonly eraseAt: Timestamp | null;
  /** An officer wants it erased; two administrators must order that. */
  readonly erasureWantedAt: Timestamp | null;
  /** Nothing of it may be erased for now. */
  readonly held: boolean;
}

export interface ReviewPage {
  /** The one that is due the longest first. */
  readonly files: readonly FileUnderReview[];
  readonly next: ThreadId | null;
}

interface Reviews {
  in: PurposefulRead & {
    readonly limit: number;
    /** The last thread already seen; null for the first page. */
    readonly before: ThreadId | null;
  };
  out: ReviewPage;
}
interface Keep {
  in: Authenticated & {
    readonly thread: ThreadId;
    readonly reason: KeepReason;
    readonly until: Timestamp;
  };
  out: { readonly until: Timestamp };
}
interface WantErased {
  in: Authenticated & { readonly thread: ThreadId };
  out: FileUnderReview;
}

/** What is still needed of what an authority has asked and was asked, and what is kept of a person. */
export interface RetentionCalls {
  'requests.reviews': Reviews;
  'requests.keep': Keep;
  'requests.want-erased': WantErased;
  'inbox.reviews': Reviews;
  'inbox.keep': Keep;
  'inbox.want-erased': WantErased;
}
