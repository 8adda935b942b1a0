import type { DocumentId, MessageId, Sha256, Side, StateCode, Timestamp } from '#kernel';
import type { SilenceStage } from '#capabilities/deadlines/silence.model';
import type { StopWordAct } from '#capabilities/halts/stop-words.schema';

export interface HaltTold {
  readonly halt: Sha256;
  readonly act: StopWordAct;
  readonly peer: StateCode;
}

/**
 * The deadline passed without an ending. `alarmedAt` is earlier than the deadline when the neighbour signed a delivery time
 * in the future.
 */
export interface MsgExpired {
  readonly side: Side;
  readonly deadline: Timestamp;
  readonly alarmedAt?: Timestamp;
}

/** Three quarters or all of a term are over. `extended`: extended by a document of the requesting State. */
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

/** No sign of the next step of our message within the limit; a later receipt overrules this entry. */
export interface MsgSilence {
  readonly document: DocumentId;
  readonly messageId: MessageId | null;
  readonly stage: SilenceStage;
  readonly since: Timestamp;
  readonly limitSeconds: number;
}
