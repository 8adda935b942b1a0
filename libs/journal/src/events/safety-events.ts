import type { DocumentId, MessageId, Sha256, Side, StateCode, Timestamp } from '#kernel';
import type { SilenceStage } from '#capabilities/deadlines/silence.model';
import type { StopWordAct } from '#capabilities/halts/stop-words.schema';

/** Data of entries about the stop-words of operations with several States. `halt`: hash of the document. */
export interface HaltTold {
  readonly halt: Sha256;
  readonly act: StopWordAct;
  /** State that was told, that told, or that has confirmed. */
  readonly peer: StateCode;
}

/**
 * The deadline passed and nothing had ended the request. `alarmedAt`: at the State that asks, for which it had passed then, before
 * the deadline that both show, because the neighbour signed a delivery that was still to come.
 */
export interface MsgExpired {
  readonly side: Side;
  readonly deadline: Timestamp;
  readonly alarmedAt?: Timestamp;
}

/** Three quarters of a term are over, or all of it. `extended`: by a document of the State that asks. */
export interface TermPassed {
  readonly side: Side;
  readonly endsAt: Timestamp;
  readonly extended: boolean;
}

/** A document names a later end of a term. */
export interface TermExtended {
  readonly document: DocumentId;
  readonly by: StateCode;
  readonly endsAt: Timestamp;
}

/** The next step of a message of ours was not heard of within the limit; a later receipt overrules it. */
export interface MsgSilence {
  readonly document: DocumentId;
  /** Null as long as it is not sealed. */
  readonly messageId: MessageId | null;
  readonly stage: SilenceStage;
  /** When the step before it was taken, as known here. */
  readonly since: Timestamp;
  readonly limitSeconds: number;
}
