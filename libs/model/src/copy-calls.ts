import type { PurposefulRead } from './asking.js';
import type { AuthorityId, DocumentId, OfficerId, StateCode, ThreadId, Timestamp } from './ids.js';
import type { CopyException } from './lists.js';
import type { ThreadType } from './request-types.js';
import type { Side, ThreadState } from './thread.js';

/** A request between other authorities, as the contact point of one of the two States is told of it. */
export interface CopyView {
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
}

/** With the request itself, as it was signed. */
export interface CopiedRequest extends CopyView {
  readonly dispatch: DocumentId;
  readonly direction: 'OUT' | 'IN';
  readonly officer: OfficerId;
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

/** A request that was not copied: the record that a supervisor of its authority opens. */
export interface WithheldCopy {
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
  /** The last thread already seen; null for the first page. */
  readonly before: ThreadId | null;
}

export interface CopyCalls {
  /** What was copied to the contact point whose officer asks, of both desks, newest first. */
  'inbox.copies': {
    in: PurposefulRead & Page;
    out: { readonly copies: readonly CopyView[]; readonly next: ThreadId | null };
  };
  'inbox.copy': { in: PurposefulRead & { readonly thread: ThreadId }; out: CopiedRequest };
  /** What the own authority has kept from the contact point, or was asked to; each one shown is a view in the log. */
  'inbox.withheld-copies': {
    in: PurposefulRead & Page;
    out: { readonly withheld: readonly WithheldCopy[]; readonly next: ThreadId | null };
  };
}
