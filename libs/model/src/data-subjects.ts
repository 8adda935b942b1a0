import type { Authenticated, SignedDocumentInput } from './asking.js';
import type { Calls, DispatchesAsked, DocumentPage, ThreadRow } from './calls.js';
import type { SubjectGround, SubjectOutcome } from './data-subject-lists.js';
import type { AuthorityId, DocumentId, StateCode, ThreadId, Timestamp } from './ids.js';
import type { Purpose, SubjectCategory } from './lists.js';
import type { ThreadType } from './request-types.js';
import type { Side, ThreadState } from './thread.js';

/** A person as one looks for them: every writing of the name, every number of a document, phone or plate. */
export interface SoughtPerson {
  readonly names: readonly string[];
  /** YYYY-MM-DD; null: not known. */
  readonly birthDate: string | null;
  readonly numbers: readonly string[];
}

/** By what a file is about the person. */
export const subjectMarks = ['NAME', 'BIRTH_DATE', 'NUMBER'] as const;
export type SubjectMark = (typeof subjectMarks)[number];

export interface DataRecipient {
  readonly state: StateCode;
  readonly authority: AuthorityId;
}

/** That a file names a person, and what Directive (EU) 2016/680 art. 14 lets the person know of it; no word of its texts. */
export interface SubjectFact {
  readonly thread: ThreadId;
  /** Of this State. */
  readonly authority: AuthorityId;
  readonly side: Side;
  readonly requestType: ThreadType;
  readonly peer: StateCode;
  readonly peerAuthority: AuthorityId;
  readonly state: ThreadState;
  /** As the document says that names the person. */
  readonly purpose: Purpose;
  readonly by: readonly SubjectMark[];
  /** What the person is in the matter, as that document says. */
  readonly categories: readonly SubjectCategory[];
  /** To whom that document went, as far as this State knows: the authorities asked, contact points, holders of forwards. */
  readonly recipients: readonly DataRecipient[];
  /** Taken back by the State that said it: kept, and not given out any more. */
  readonly recalled: boolean;
  readonly openedAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** When the exchange ended, when it is reviewed, when it goes; null where the rule has no day for it yet. */
  readonly endedAt: Timestamp | null;
  readonly reviewAt: Timestamp | null;
  readonly eraseAt: Timestamp | null;
}

export interface SubjectSearchAsked extends SoughtPerson {
  readonly ground: SubjectGround;
  /** Of the person's own application, as the officer's file has it. */
  readonly reference: string;
  /** The last thread already seen; null for the first page. */
  readonly before: ThreadId | null;
}

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
  readonly erased: boolean;
  readonly openedAt: Timestamp;
}

/** An ask with all that was said in it, as it was signed. */
export interface SubjectAskView extends ThreadRow, DocumentPage {}

interface Asks {
  in: Authenticated & {
    readonly limit: number;
    /** The last ask already seen; null for the first page. */
    readonly before: ThreadId | null;
  };
  /** Of the own authority, the newest first. */
  out: { readonly asks: readonly SubjectAskRow[]; readonly next: ThreadId | null };
}

interface Ask {
  in: Authenticated & DispatchesAsked & { readonly thread: ThreadId };
  out: SubjectAskView;
}

interface Said {
  in: Authenticated & SignedDocumentInput;
  out: { readonly thread: ThreadId; readonly dispatch: DocumentId };
}

/**
 * Of the data protection officers of an authority alone: what they ask of a neighbour's, and what those ask of them. To everybody
 * else these threads look like unknown ones, and to them all others do.
 */
export interface SubjectCalls {
  'requests.subject-ask': Said;
  'requests.subject-asks': Asks;
  'requests.subject-asked': Ask;
  'requests.subject-receipt': Calls['requests.receipt'];
  'inbox.subject-asks': Asks;
  'inbox.subject-asked': Ask;
  'inbox.subject-answer': Said;
  'inbox.subject-receipt': Calls['inbox.receipt'];
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
