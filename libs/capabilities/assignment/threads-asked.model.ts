import type { Timestamp } from '#kernel';

/**
 * `DUE`: those whose clock runs, the one with the least time left first; else the newest first. Open risks to life come before
 * all others in either, and of these first those that nobody has in hand, by the end of that clock.
 */
export const listOrders = ['NEWEST', 'DUE'] as const;
export type ListOrder = (typeof listOrders)[number];

/** Which threads of a desk are wanted, in which order. What is left out filters nothing. */
export interface ThreadsAsked {
  readonly limit: number;
  /** Thread id of the last row already seen; null for the first page. */
  readonly before: string | null;
  readonly order?: ListOrder;
  /** By `DUE`, when the last row already seen was due; its id is `before`. */
  readonly beforeDue?: Timestamp;
  /** Whether the last row already seen was an open risk to life as it was shown; unsaid, whether it is one now. */
  readonly beforeLife?: boolean;
  /** Whether it was one that nobody had in hand; unsaid, whether it is one now. */
  readonly beforeUntaken?: boolean;
  /** What has not ended. */
  readonly open?: boolean;
  /** Open, and in nobody's hands. */
  readonly unclaimed?: boolean;
  /** In the hands of the officer who asks; of what this State asks: sent by that officer. */
  readonly mine?: boolean;
  /** Late, or late within so many hours. */
  readonly dueWithin?: number;
}

/** Counts of a desk beside the rows that it sees; no more than `mostWaiting` of each are counted. */
export interface Waiting {
  /** Own documents that wait for the neighbour's receipt, and open risks to life that never came there. */
  readonly undelivered: number;
  /** Open requests to this State that nobody has claimed; 0 at the desk that asks. */
  readonly unassigned: number;
}

/** So many are counted; as many means: or more. */
export const mostWaiting = 1_000;
