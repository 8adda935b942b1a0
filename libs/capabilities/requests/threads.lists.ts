/**
 * Orders of a thread list: least remaining time first (`DUE`) or last opened first (`NEWEST`). Open risks to life precede
 * other threads, unacknowledged before acknowledged.
 */
export const listOrders = ['NEWEST', 'DUE'] as const;
export type ListOrder = (typeof listOrders)[number];

export const mostDueWithin = 999;

export const mostWaiting = 1_000;

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
