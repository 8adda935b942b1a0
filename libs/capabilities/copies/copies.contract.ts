import type {
  PurposefulRead,
  DirectoryPoint,
  AuthorityId,
  DocumentId,
  MessageId,
  OfficerId,
  StateCode,
  ThreadId,
  Timestamp,
  CopyException,
  ThreadType,
  Side,
  ThreadState,
} from '#kernel';
import type { CopiedKind } from './copying.model.js';
import type { Posting } from '#capabilities/directory/postings.model';
import type { Crossed } from '#capabilities/requests/receipt-proof.contract';
import type { RecallMark } from '#capabilities/disclosure/recalls.contract';

/** What other authorities ask or tell, as the contact point of one of the two States is told of it. */
export interface CopyView {
  /** The copied document; of what opens a thread, the same id as the thread's. */
  readonly dispatch: DocumentId;
  readonly kind: CopiedKind;
  readonly thread: ThreadId;
  readonly side: Side;
  /** Of this State: who asks, or is asked. */
  readonly authority: AuthorityId;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  readonly requestType: ThreadType;
  readonly state: ThreadState;
  readonly subjectLine: string;
  readonly erased: boolean;
  readonly at: Timestamp;
  /** What was said of the document since, the oldest first: what holds now, its authority knows. */
  readonly recalls: readonly RecallMark[];
  /** Where its officer was posted then, and for whom one stood in. */
  readonly posting: Posting | null;
}

/** With the document itself, as it was signed. */
export interface CopiedDocument extends CopyView, Crossed {
  readonly messageId: MessageId | null;
  readonly directory: DirectoryPoint | null;
  readonly direction: 'OUT' | 'IN';
  readonly officer: OfficerId;
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

/** A document that was not copied: the record that a supervisor of its authority opens. */
export interface WithheldCopy {
  readonly dispatch: DocumentId;
  readonly kind: CopiedKind;
  readonly thread: ThreadId;
  readonly side: Side;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  /** Who signed that. */
  readonly officer: OfficerId;
  readonly exception: CopyException;
  readonly reason: string;
  readonly at: Timestamp;
}

interface Page {
  readonly limit: number;
  /** The last document already seen; null for the first page. */
  readonly before: DocumentId | null;
}

export interface CopyCalls {
  /** What was copied to the contact point whose officer asks, of both desks, newest first. */
  'inbox.copies': {
    in: PurposefulRead & Page;
    out: { readonly copies: readonly CopyView[]; readonly next: DocumentId | null };
  };
  'inbox.copy': { in: PurposefulRead & { readonly dispatch: DocumentId }; out: CopiedDocument };
  /** What the own authority has kept from the contact point, or was asked to; each one shown is a view in the log. */
  'inbox.withheld-copies': {
    in: PurposefulRead & Page;
    out: { readonly withheld: readonly WithheldCopy[]; readonly next: DocumentId | null };
  };
}
