import type { DocumentId, Timestamp } from '../ids.js';
import type { TimeLimits } from './time-limits.js';

export type ClockAct =
  | { readonly act: 'ACKNOWLEDGE' | 'INDIRECT' | 'PAUSE' | 'STOP' }
  | { readonly act: 'START'; readonly limits?: TimeLimits; readonly until?: Timestamp }
  | { readonly act: 'RESUME'; readonly question: DocumentId }
  | { readonly act: 'EXTEND'; readonly until: Timestamp }
  | { readonly act: 'PROLONG'; readonly until: Timestamp };

/** Effect of one document on the deadline clock. `deliveredAt`: null before delivery. */
export interface ClockMark {
  readonly document: DocumentId;
  readonly deliveredAt: Timestamp | null;
  readonly act: ClockAct;
}
