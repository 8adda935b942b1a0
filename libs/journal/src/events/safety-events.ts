import type { DocumentId, MessageId, Sha256, Side, StateCode, Timestamp } from '#kernel';
import type { SilenceStage } from '#capabilities/deadlines/silence.model';
import type { StopWordAct } from '#capabilities/halts/stop-words.schema';

export interface HaltTold {
  readonly halt: Sha256;
  readonly act: StopWordAct;
  readonly peer: StateCode;
}

/**
 * Tells that the deadline passed before a document ended the request. `alarmedAt`: time of the alarm by this State's clock,
 * present only if earlier than `deadline`, because the neighbour stated a delivery time in the future.
 */
export interface MsgExpired {
  readonly side: Side;
  readonly deadline: Timestamp;
  readonly alarmedAt?: Timestamp;
}

/**
 * Tells that three quarters of the term of a requested measure are over (`term.ending`), or all (`term.ended`). `extended`:
 * the requesting State extended the term.
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

/** Tells that our message did not reach its next stage within `limitSeconds`. A later receipt overrules this entry. */
export interface MsgSilence {
  readonly document: DocumentId;
  readonly messageId: MessageId | null;
  readonly stage: SilenceStage;
  readonly since: Timestamp;
  readonly limitSeconds: number;
}
