import type { DocumentId, MessageId, Sha256, Side, StateCode, Timestamp } from '#kernel';
import type { SilenceStage } from '#capabilities/deadlines/silence.model';
import type { StopWordAct } from '#capabilities/halts/stop-words.schema';

export interface HaltNotice {
  readonly halt: Sha256;
  readonly act: StopWordAct;
  readonly peer: StateCode;
}

/**
 * Tells that no document ended the request by `deadline`, or by the earlier `alarmedAt`. `alarmedAt` exists only if the
 * neighbour dated the delivery ahead.
 */
export interface MsgExpired {
  readonly side: Side;
  readonly deadline: Timestamp;
  readonly alarmedAt?: Timestamp;
}

/**
 * Tells that a requested measure's term has ended, or that three quarters have passed. `extended`: true if the requesting
 * State extended the term.
 */
export interface TermPassed {
  readonly side: Side;
  readonly endsAt: Timestamp;
  readonly extended: boolean;
}

export interface TermExtended {
  readonly document: DocumentId;
  readonly by: StateCode;
  readonly endsAt: Timestamp;
}

/**
 * Tells that a document was not relayed, delivered or retrieved (`stage`) within `limitSeconds` after `since`. A later
 * receipt may disprove this.
 */
export interface MsgSilence {
  readonly document: DocumentId;
  readonly messageId: MessageId | null;
  readonly stage: SilenceStage;
  readonly since: Timestamp;
  readonly limitSeconds: number;
}
