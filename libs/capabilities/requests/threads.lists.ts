/**
 * Orders of a thread list: `DUE` with the least remaining time first, `NEWEST` with the last opened first. In both, open
 * risks to life come before all other threads, the unacknowledged ones first.
 */
export const listOrders = ['NEWEST', 'DUE'] as const;
export type ListOrder = (typeof listOrders)[number];

export const mostDueWithin = 999;

export const mostWaiting = 1_000;

/** Kinds of field in which a search can find a word. In this order: numbers, dates, names, other text. */
export const foundFields = [
  'REFERENCE',
  'PLATE',
  'DOCUMENT',
  'PHONE',
  'DATE',
  'NAME',
  'TEXT',
] as const;
export type FoundField = (typeof foundFields)[number];
