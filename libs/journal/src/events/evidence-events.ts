import type {
  ConsentOutcome,
  ConsentScope,
  ExculpatoryStage,
  FormalOutcome,
} from '#capabilities/evidence/evidence.lists';
import type { DocumentId, StateCode, Timestamp } from '#kernel';

export interface ConsentRequested {
  readonly document: DocumentId;
  readonly by: StateCode;
  readonly items: readonly DocumentId[];
}

export interface ConsentDecided extends ConsentRequested {
  readonly request: DocumentId | null;
}

export interface ConsentGranted extends ConsentDecided {
  readonly outcome: Exclude<ConsentOutcome, 'REFUSED'>;
  readonly scope: ConsentScope;
  readonly until: Timestamp | null;
}

export interface ConsentWithdrawn {
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
  readonly draft: boolean;
}

export interface FormalAnswered extends ConsentRequested {
  readonly request: DocumentId | null;
  readonly outcome: FormalOutcome;
}

export interface NoticeOwed {
  readonly document: DocumentId;
  readonly by: StateCode;
  readonly since: Timestamp;
  readonly hours: number;
}
