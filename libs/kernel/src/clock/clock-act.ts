import type { DocumentId, Timestamp } from '../ids.js';
import type { TimeLimits } from './time-limits.js';

/** Effect of a document on the clock of its thread, from the moment it has been delivered. */
export type ClockAct =
  | { readonly act: 'ACKNOWLEDGE' | 'INDIRECT' | 'PAUSE' | 'STOP' }
  /** `limits`: where the request states any. `until`: where what it asks for has a term. */
  | { readonly act: 'START'; readonly limits?: TimeLimits; readonly until?: Timestamp }
  /** Of the pause that `question` began. */
  | { readonly act: 'RESUME'; readonly question: DocumentId }
  /** Of the time for the answer. */
  | { readonly act: 'EXTEND'; readonly until: Timestamp }
  /** Of the term. */
  | { readonly act: 'PROLONG'; readonly until: Timestamp };

/** A document of the thread and when it was delivered, by the receiving State's signed receipt; null before. */
export interface ClockMark {
  readonly document: DocumentId;
  readonly deliveredAt: Timestamp | null;
  readonly act: ClockAct;
}
