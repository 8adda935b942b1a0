/**
 * Orders of lists: `DUE` by remaining time, `NEWEST` by opening. Open risks to life come first in both, unacknowledged ones
 * before all others.
 */
export const listOrders = ['NEWEST', 'DUE'] as const;
export type ListOrder = (typeof listOrders)[number];

export const mostDueWithin = 999;

export const mostWaiting = 1_000;

/**
 * Kinds of text in a thread in which a search can find its words. Numbers come first in the list, then dates, names and other
 * text.
 */
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
