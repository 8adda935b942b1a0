import type {
  ConsentOutcome,
  ConsentScope,
  ExculpatoryStage,
  FormalOutcome,
} from '#capabilities/evidence/evidence.lists';
import type { DocumentId, StateCode, Timestamp } from '#kernel';

/** Entries about evidential use of what was exchanged; each is recorded by both States. */
export interface ConsentRequested {
  /** The signed question. */
  readonly document: DocumentId;
  readonly by: StateCode;
  readonly items: readonly DocumentId[];
}

export interface ConsentDecided extends ConsentRequested {
  /** Question that it answers; null for one that nobody asked for. */
  readonly request: DocumentId | null;
}

export interface ConsentGranted extends ConsentDecided {
  readonly outcome: Exclude<ConsentOutcome, 'REFUSED'>;
  readonly scope: ConsentScope;
  /** Null when it does not end. */
  readonly until: Timestamp | null;
}

export interface ConsentWithdrawn {
  /** The consent. */
  readonly document: DocumentId;
  readonly recall: DocumentId;
  readonly by: StateCode;
}

export interface ExculpatoryNoticed {
  readonly document: DocumentId;
  readonly item: DocumentId;
  readonly stage: ExculpatoryStage;
  readonly by: StateCode;
}

export interface FormalRequested extends ConsentRequested {
  /** Not yet the request: for the other central authority to look at. */
  readonly draft: boolean;
}

export interface FormalAnswered extends ConsentRequested {
  readonly request: DocumentId | null;
  readonly outcome: FormalOutcome;
}

/** `by` owes the notice since `document` arrived; it has not come for `hours`. */
export interface NoticeOwed {
  readonly document: DocumentId;
  readonly by: StateCode;
  readonly since: Timestamp;
  readonly hours: number;
}
