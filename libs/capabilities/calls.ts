import type { Submitted } from '#capabilities/requests/submitted.contract';
import type {
  Authenticated,
  PurposefulRead,
  SignedDocumentInput,
  Handling,
  DirectoryPoint,
  StageView,
  WireEntry,
  DocumentKind,
  AuthorityId,
  BroadcastId,
  DocumentId,
  Fingerprint,
  LinkId,
  MessageId,
  OfficerId,
  Sha256,
  Sha512,
  StateCode,
  ThreadId,
  Timestamp,
  Clock,
  ThreadType,
  Side,
  ThreadState,
} from '#kernel';
import type { AuditorCalls, ServiceView } from '#capabilities/audit/audit.contract';
import type { CopyCalls } from '#capabilities/copies/copies.contract';
import type { ChainName, EntryBodies } from '#capabilities/directory/directory.schema';
import type { DeliveryCalls } from '#capabilities/requests/deliveries.contract';
import type { DeskCalls } from '#capabilities/assignment/assignment.contract';
import type { ThreadsAsked, Waiting } from '#capabilities/assignment/threads-asked.model';
import type { EvidenceCalls, OpenEvidence } from '#capabilities/evidence/evidence.contract';
import type { NoteCalls } from '#capabilities/notes/notes.contract';
import type { NoticeCalls } from '#capabilities/assignment/desk-notices.contract';
import type { DuplicateCalls } from '#capabilities/deconfliction/deconfliction.contract';
import type { LikeOthers } from '#capabilities/deconfliction/sought.model';
import type { PolicyCalls } from '#capabilities/policy/policy.contract';
import type { FormalRouteWarning } from '#capabilities/policy/policy.model';
import type { AlertView } from '#capabilities/deadlines/escalation.model';
import type { OperationView } from '#capabilities/halts/operations.contract';
import type {
  OpenRecalls,
  RecallCalls,
  RecallMark,
} from '#capabilities/disclosure/recalls.contract';
import type { ReleaseCalls } from '#capabilities/disclosure/releases.contract';
import type { LimitsState } from '#capabilities/deadlines/agreed-limits.model';
import type { BracketView } from '#capabilities/audit/outside-time.contract';
import type { Posting } from '#capabilities/directory/postings.model';
import type { Crossed, ReceiptProof } from '#capabilities/requests/receipt-proof.contract';
import type { RetentionCalls } from '#capabilities/retention/retention.contract';
import type { RosterCalls } from '#capabilities/access-lists/access-lists.contract';
import type { Scan } from '#capabilities/attachments/scan.contract';
import type { SessionCalls } from '#capabilities/sessions/sessions.contract';
import type { StopCalls, StopView } from '#capabilities/suspensions/suspensions.contract';
import type { SubjectCalls } from '#capabilities/data-subjects/data-subjects.contract';
import type { UploadCalls } from '#capabilities/attachments/uploads.contract';
import type * as directory from '#capabilities/directory/directory.contract';

export interface ThreadRow extends LikeOthers {
  readonly thread: ThreadId;
  readonly side: Side;
  readonly requestType: ThreadType;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  readonly state: ThreadState;
  readonly priority: number;
  readonly clock: Clock;
  /** Own documents in it that the neighbour has not signed for. */
  readonly undelivered: number;
  /** What the clock has led to, oldest first. */
  readonly alerts: readonly AlertView[];
  readonly recalls: OpenRecalls;
  /** What is owed since the thread is about evidence. */
  readonly evidence: OpenEvidence;
  /** Of an operation in which both States act; null for everything else. */
  readonly operation: OperationView | null;
  /** Nothing of the thread leaves; null as a rule. The neighbour does not know. */
  readonly stop: StopView | null;
  /** Of what this State asks, the officer who asked. */
  readonly holder: OfficerId | null;
  /**
   * The officer who asks may read it. Else the row says that it is there, how far it is, who has it and how late it is,
   * and nothing of what it says: no subject line, stop, operation, or thread about the same.
   */
  readonly onRoster: boolean;
  /** Authorities of the asked State that had it before it was transferred; empty as a rule. */
  readonly formerAuthorities: readonly AuthorityId[];
  /** Empty once the content was erased, or recalled and this State has complied. */
  readonly subjectLine: string;
  /** The content was lawfully destroyed; what is left proves that it was there. */
  readonly erased: boolean;
  readonly openedAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** How far an attachment is, without its name: that stands in its document. */
export interface AttachmentProgress {
  readonly position: number;
  readonly state: 'COMPLETE' | 'PARTIAL' | 'CORRUPT';
  readonly chunks: number;
  readonly have: number;
  readonly scan: Scan;
}

export interface AttachmentView extends AttachmentProgress {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
}

/** What a dispatch is and where it is, without what it says. */
export interface DispatchRow {
  readonly dispatch: DocumentId;
  readonly direction: 'OUT' | 'IN';
  readonly kind: DocumentKind;
  readonly inReplyTo: DocumentId | null;
  readonly officer: OfficerId;
  readonly committedAt: Timestamp;
  readonly messageId: MessageId | null;
  readonly documentSha256: Sha256;
  /** Bytes of its content as it is kept here; 0 once it was erased. */
  readonly size: number;
  readonly stages: readonly StageView[];
  readonly attachments: readonly AttachmentProgress[];
  /** Recalls, narrowings and corrections of it, oldest first, all by the State that said it. */
  readonly recalls: readonly RecallMark[];
  /** Recalled, and this State has complied: what it says is not given out any more. */
  readonly withheld: boolean;
  /** Somebody found that it speaks for an accused person (UN Convention art. 18(5), (19)): a mark for good. */
  readonly exculpatory: boolean;
  /** Where its officer was posted when it was composed, and for whom one stood in, by that State's directory of the day. */
  readonly posting: Posting | null;
  /** Its State's directory of the day, as its envelope names it; null before it has left, and where that was not kept. */
  readonly directory: DirectoryPoint | null;
}

/** A dispatch with what it says, as it was signed. */
export interface DispatchView extends DispatchRow, Crossed {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
  readonly attachments: readonly AttachmentView[];
  /** The handling that counts instead of the document's own; null when nobody has narrowed it. */
  readonly narrowed: Handling | null;
  /** Of an ask: what of it needs the formal route by the policy pack of the State that shows it. */
  readonly warnings: readonly FormalRouteWarning[];
}

/** Some of the dispatches of a thread, oldest first: as many as were asked for and fit one answer, at least one. */
export interface DispatchPage<T extends DispatchRow> {
  readonly dispatches: readonly T[];
  /** Where the next page begins: the last dispatch of this one; null when nothing follows. */
  readonly next: DocumentId | null;
}

/** Threads that were looked for, newest first. */
export interface FoundThreads {
  readonly threads: readonly ThreadRow[];
  /** There may be older ones: more words find them. */
  readonly more: boolean;
}

/** A page of documents; those that are not given out any more stand beside it, without what they say. */
export interface DocumentPage extends DispatchPage<DispatchView> {
  readonly withheld: readonly DispatchRow[];
}

export interface ThreadView extends ThreadRow, DispatchPage<DispatchRow> {}

/** An ask about a person with all that was said in it, as it was signed. */
export interface SubjectAskView extends ThreadRow, DocumentPage {}

/** One State's part of a broadcast: a thread of its own, with its own clock, and the request with its own receipts. */
export interface BroadcastMember extends ThreadRow {
  readonly request: DispatchRow;
}

/** The part of a thread that is asked for. */
export interface DispatchesAsked {
  readonly limit: number;
  /** The last dispatch already seen; null for the first page. */
  readonly after: DocumentId | null;
}

export interface Page {
  readonly limit: number;
  /** Thread id of the last row already seen; null for the first page. */
  readonly before: string | null;
}

export interface QuarantineView {
  readonly id: string;
  readonly link: LinkId;
  readonly messageId: MessageId | null;
  readonly code: string;
  readonly detail: string | null;
  readonly size: number;
  readonly sha256: Sha256;
  readonly at: Timestamp;
}

interface Case {
  readonly list: {
    in: PurposefulRead & ThreadsAsked;
    out: { readonly threads: readonly ThreadRow[]; readonly waiting: Waiting };
  };
  /** Exact search over the blind index: references, names, plates, document numbers. */
  readonly search: { in: PurposefulRead & { readonly words: string }; out: FoundThreads };
  /** The thread and its list of dispatches: who, when, how far; none of their words but the subject line. */
  readonly show: {
    in: PurposefulRead & DispatchesAsked & { readonly thread: ThreadId };
    out: ThreadView;
  };
  /** Dispatches with their documents; each one given is a view in the log. */
  readonly documents: {
    in: PurposefulRead & DispatchesAsked & { readonly thread: ThreadId };
    out: DocumentPage;
  };
  readonly document: {
    in: PurposefulRead & { readonly thread: ThreadId; readonly dispatch: DocumentId };
    out: DispatchView;
  };
  readonly attachment: {
    in: PurposefulRead & {
      readonly thread: ThreadId;
      readonly dispatch: DocumentId;
      readonly position: number;
      /** The first chunk of 256 KiB of `transferPiece.chunks`; the read of chunk 0 is the one that is logged. */
      readonly chunk: number;
    };
    out: {
      readonly bytes: Uint8Array;
      readonly last: boolean;
      readonly attachment: AttachmentView;
      /** Said with chunk 0: its bytes are not what its name or its media type says. */
      readonly differs: boolean;
    };
  };
}

/** Every call on the internal bus, by pattern: `<service>.<what>`. One name, one request, one answer. */
export interface Calls
  extends
    AuditorCalls,
    CopyCalls,
    DeliveryCalls,
    DeskCalls,
    DuplicateCalls,
    NoteCalls,
    NoticeCalls,
    PolicyCalls,
    EvidenceCalls,
    RecallCalls,
    ReleaseCalls,
    RetentionCalls,
    RosterCalls,
    SessionCalls,
    StopCalls,
    SubjectCalls<SubjectAskView>,
    UploadCalls {
  'requests.authorities': {
    in: Authenticated & directory.AuthoritiesAsked;
    out: directory.AuthoritiesPage;
  };
  'requests.officers': {
    in: Authenticated & directory.GrownAsked;
    out: directory.Grown & { readonly officers: readonly directory.OfficerView[] };
  };
  'requests.registrars': {
    in: Authenticated & directory.GrownAsked;
    out: directory.Grown & { readonly registrars: readonly EntryBodies['registrar'][] };
  };
  'requests.peers': {
    in: Authenticated;
    out: {
      readonly peers: readonly (EntryBodies['peer'] & {
        readonly directory: DirectoryPoint | null;
        readonly limits: LimitsState;
      })[];
    };
  };
  /**
   * One page of a signed chain from a version on, so that a client can verify it itself. `state`: a confirmed
   * neighbour's code for its directory; null for this State's own chains.
   */
  'requests.directory': {
    in: Authenticated & {
      readonly chain: Exclude<ChainName, 'retention'>;
      readonly state: StateCode | null;
      /** A root that the neighbour had before, or has as long as it is none any more; null: the one it has. */
      readonly root: Fingerprint | null;
      readonly from: number;
    };
    out: {
      /** What the chain is after these entries; null while it is empty. */
      readonly point: DirectoryPoint | null;
      readonly from: number;
      readonly entries: readonly WireEntry[];
      /** Of those who may sign entries of `peers` and `retention`; they stand in no entry. */
      readonly certificates: readonly Uint8Array[];
      /** The neighbour's newest signed word about its own directory; null for own chains and before the first. */
      readonly freshness: {
        readonly statement: Uint8Array;
        readonly signature: Uint8Array;
      } | null;
    };
  };
  /** As `requests.directory`, of the chain that says what is held and what is to be erased: it names threads. */
  'requests.retention': {
    in: Authenticated & { readonly from: number };
    out: Calls['requests.directory']['out'];
  };
  /** Entries are signed by persons; anyone may carry them, so no session is needed. */
  'requests.append-entry': {
    in: {
      readonly chain: ChainName;
      readonly entry: Uint8Array;
      readonly signatures: readonly Uint8Array[];
      /** The neighbour's own directory, oldest entry first; comes with the `peer` entry that pins its root. */
      readonly directory?: readonly {
        readonly entry: Uint8Array;
        readonly signatures: readonly Uint8Array[];
      }[];
    };
    out: DirectoryPoint;
  };
  'requests.submit': {
    in: Authenticated & SignedDocumentInput;
    out: Submitted;
  };
  /** What was asked of several States at once, side by side, in the order in which it was sent. */
  'requests.broadcast': {
    in: PurposefulRead & { readonly broadcast: BroadcastId };
    out: { readonly members: readonly BroadcastMember[] };
  };
  'requests.list': Case['list'];
  'requests.show': Case['show'];
  'requests.documents': Case['documents'];
  'requests.document': Case['document'];
  'requests.attachment': Case['attachment'];
  /** What proves one receipt of the neighbour to a client. */
  'requests.receipt': ReceiptProof;
  'requests.search': Case['search'];
  'inbox.list': Case['list'];
  'inbox.search': Case['search'];
  'inbox.show': Case['show'];
  'inbox.documents': Case['documents'];
  'inbox.document': Case['document'];
  'inbox.attachment': Case['attachment'];
  'inbox.receipt': ReceiptProof;
  'inbox.answer': {
    in: Authenticated & SignedDocumentInput;
    out: Submitted;
  };
  'audit.proof': {
    in: PurposefulRead & { readonly event: string };
    out: {
      readonly leaf: Uint8Array;
      readonly index: number;
      readonly proof: string;
      readonly bracket: BracketView;
    };
  };
  'audit.checkpoint': { in: Authenticated; out: { readonly note: string; readonly size: number } };
  'audit.quarantine-list': {
    in: PurposefulRead & Page;
    out: { readonly rows: readonly QuarantineView[] };
  };
  'audit.quarantine-show': {
    in: PurposefulRead & { readonly id: string };
    out: QuarantineView & { readonly evidence: Uint8Array };
  };
  /** Health of the processes; holds no case data. */
  'audit.status': { in: Record<string, never>; out: { readonly services: readonly ServiceView[] } };
}

export type Pattern = keyof Calls;
