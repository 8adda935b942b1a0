import type { Sha256, Timestamp } from '#kernel';
import type { OpenHalt } from './operations.model.js';
import type { HaltElsewhere } from './stop-words.schema.js';

/** Where an operation stands in which several States act. */
export interface OperationView {
  /** Oldest first; while there is one, no step is taken. */
  readonly halts: readonly OpenHalt[];
  /** Those of other threads of the operation, which hold here as well. */
  readonly elsewhere: readonly HaltElsewhere[];
  /** Those of other threads that are lifted, and the neighbour has not confirmed that it knows. They hold here no more. */
  readonly lifting: readonly Sha256[];
  /** Until when the newest assessment of the risk to people holds; null without one. No step is taken afterwards. */
  readonly assessedUntil: Timestamp | null;
}
