import type { Sha256, StateCode, StopWordAct } from '#model';

/** What entries about the stop-words of operations with several States say. `halt`: hash of the document. */
export interface HaltTold {
  readonly halt: Sha256;
  readonly act: StopWordAct;
  /** Who was told, who told, or who has confirmed. */
  readonly peer: StateCode;
}
