import type { Timestamp } from './ids.js';
import type { OpenHalt } from './operations.js';

/** Where an operation stands in which both States act. */
export interface OperationView {
  /** Oldest first; while there is one, no step is taken. */
  readonly halts: readonly OpenHalt[];
  /** Until when the newest assessment of the risk to people holds; null without one. No step is taken afterwards. */
  readonly assessedUntil: Timestamp | null;
}
