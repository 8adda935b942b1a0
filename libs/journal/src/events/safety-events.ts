import type { Sha256, Side, StateCode, Timestamp } from '#kernel';
import type { StopWordAct } from '#capabilities/halts/stop-words.schema';

/** What entries about the stop-words of operations with several States say. `halt`: hash of the document. */
export interface HaltTold {
  readonly halt: Sha256;
  readonly act: StopWordAct;
  /** Who was told, who told, or who has confirmed. */
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
