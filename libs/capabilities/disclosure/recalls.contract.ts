import type {
  PurposefulRead,
  AuthorityAddress,
  DocumentId,
  StateCode,
  ThreadId,
  Timestamp,
} from '#kernel';
import type { RecallAct, RecallOutcome } from './recalling.model.js';

export interface RecallAnswerView {
  /** The signed answer. */
  readonly document: DocumentId;
  readonly outcome: RecallOutcome;
  readonly at: Timestamp;
}

/** That a document was recalled, narrowed or corrected; the reason stands in the signed document that says so. */
export interface RecallMark {
  readonly recall: DocumentId;
  readonly act: RecallAct;
  /** Filed here. */
  readonly at: Timestamp;
  readonly answer: RecallAnswerView | null;
}

/** Recalls and corrections of a thread that have no answer. */
export interface OpenRecalls {
  /** This State owes the answer. */
  readonly owed: number;
  /** Of this State's own: the neighbour owes it, or has refused the question, which must be said again. */
  readonly awaited: number;
}

/** A recall or correction, who holds what it is about, and what the holder has said. */
export interface RecallView {
  readonly thread: ThreadId;
  readonly recall: DocumentId;
  readonly act: RecallAct;
  readonly items: readonly DocumentId[];
  /** Whose words they are. */
  readonly by: StateCode;
  readonly holder: AuthorityAddress;
  readonly at: Timestamp;
  /** By the holder's signed receipt; null before. */
  readonly deliveredAt: Timestamp | null;
  /** The code with which the holder's gateway refused it; null as a rule. */
  readonly rejected: string | null;
  readonly answer: RecallAnswerView | null;
  /** Unanswered for longer than an answer may take. */
  readonly overdue: boolean;
  /** Threads in which this State has handed it on and not yet told of this: that comes before the answer. */
  readonly passOn: readonly ThreadId[];
  /** Of a recall that this State has to answer: to whom it has told it in turn, and the answer that it waits for, or has. */
  readonly told: readonly ToldView[];
  /**
   * Who has it further on, nearest first, by the answers that came with the holder's. Null: the neighbour holds it and has not
   * answered, so nobody here knows whom it has told.
   */
  readonly onward: readonly OnwardView[] | null;
}

/** A recall of a forward that passes another State's recall on. */
export interface ToldView {
  readonly thread: ThreadId;
  readonly recall: DocumentId;
  readonly holder: AuthorityAddress;
  readonly answer: DocumentId | null;
  readonly outcome: RecallOutcome | null;
}

export interface OnwardView {
  readonly holder: AuthorityAddress;
  /** Null: the State before it has not heard of it. */
  readonly outcome: RecallOutcome | null;
}

export interface RecallsAsked {
  readonly limit: number;
  /** The last recall already seen; null for the first page. */
  readonly before: DocumentId | null;
  /** Answered ones too; without it, what is still owed. */
  readonly all?: boolean;
}

interface Recalls {
  in: PurposefulRead & RecallsAsked;
  out: { readonly recalls: readonly RecallView[]; readonly next: DocumentId | null };
}

/** Who has not answered. */
export interface RecallCalls {
  'requests.recalls': Recalls;
  'inbox.recalls': Recalls;
}
