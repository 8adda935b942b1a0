import type {
  Authenticated,
  PurposefulRead,
  SignedDocumentInput,
  AuthorityId,
  DocumentId,
  StateCode,
  ThreadId,
  Timestamp,
  DataSubjectKind,
  Side,
  ThreadState,
} from '#kernel';
import type { Submitted } from '#capabilities/requests/submitted.contract';
import type { SubjectGround, SubjectOutcome } from './data-subjects.lists.js';
import type { SubjectFact, SubjectSearchAsked } from './found-files.contract.js';
import type { ReceiptProof } from '#capabilities/requests/receipt-proof.contract';

/** An ask about a person, sent or received; whom it is about only the document says. */
export interface SubjectAskRow {
  readonly thread: ThreadId;
  readonly side: Side;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  readonly state: ThreadState;
  /** Of the State that asks. */
  readonly reference: string;
  /** Null once the content was erased. */
  readonly ground: SubjectGround | null;
  /** The day by which an answer is wanted. */
  readonly answerBy: string | null;
  /** Of the newest answer; null as long as there is none. */
  readonly outcome: SubjectOutcome | null;
  readonly answeredAt: Timestamp | null;
  /**
   * What of this State's words the other does not have, because it did not leave here, or was refused there: the ask, or else
   * the last that was said here. Null: it has them, or may have.
   */
  readonly undelivered: DataSubjectKind | null;
  readonly erased: boolean;
  readonly openedAt: Timestamp;
}

interface Asks {
  in: PurposefulRead & {
    readonly limit: number;
    /** The last ask already seen; null for the first page. */
    readonly before: ThreadId | null;
  };
  /** Of the own authority, the newest first. */
  out: { readonly asks: readonly SubjectAskRow[]; readonly next: ThreadId | null };
}

interface Ask<View> {
  in: PurposefulRead & {
    readonly thread: ThreadId;
    readonly limit: number;
    /** The last document already seen; null for the first page. */
    readonly after: DocumentId | null;
  };
  out: View;
}

interface Said {
  in: Authenticated & SignedDocumentInput;
  out: Submitted;
}

/**
 * Of the data protection officers of an authority alone: what they ask of a neighbour's, and what those ask of them. To everybody
 * else these threads look like unknown ones, and to them all others do.
 */
export interface SubjectCalls<View> {
  'requests.subject-ask': Said;
  'requests.subject-asks': Asks;
  'requests.subject-asked': Ask<View>;
  'requests.subject-receipt': ReceiptProof;
  'inbox.subject-asks': Asks;
  'inbox.subject-asked': Ask<View>;
  'inbox.subject-answer': Said;
  'inbox.subject-receipt': ReceiptProof;
  /** In all files of this State, of all its authorities and rosters, in the compartments of the officer's mandate. */
  'requests.subject-search': {
    in: Authenticated & SubjectSearchAsked;
    out: {
      /** The newest first. */
      readonly facts: readonly SubjectFact[];
      /** Files of the page that have the name with another date of birth: another person, not shown. */
      readonly namesakes: number;
      readonly next: ThreadId | null;
      readonly searchesLeft: number;
      /**
       * The entry of the log, and what its digests stand for: reference and person. The State keeps no copy; the officer's file
       * on the application does.
       */
      readonly entry: { readonly event: string; readonly disclosures: readonly string[] };
    };
  };
}
