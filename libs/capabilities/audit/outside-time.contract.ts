import type { Timestamp } from '#kernel';

/** A moment by a clock that is not this State's: of a time-stamp authority, or of a witness. */
export interface OutsideTimeView {
  readonly at: Timestamp;
  readonly by: string;
  /** Size of the checkpoint that carries it. */
  readonly size: number;
}

/** Between which outside times an event came into the log. */
export interface BracketView {
  readonly after: OutsideTimeView | null;
  /** By the first time-stamp. */
  readonly before: OutsideTimeView | null;
  /** By the first cosignature of a witness. */
  readonly seen: OutsideTimeView | null;
  readonly state: 'timed' | 'untimed' | 'contradictory';
}
