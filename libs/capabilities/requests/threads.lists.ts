/** Code lists and bounds of the lists of threads. */

/**
 * `DUE`: those whose clock runs, the one with the least time left first; else the newest first. Open risks to life come before
 * all others in either, and of these first those that nobody has in hand, by the end of that clock.
 */
export const listOrders = ['NEWEST', 'DUE'] as const;
export type ListOrder = (typeof listOrders)[number];

/** Hours ahead that a list can be asked for. */
export const mostDueWithin = 999;

/** So many of a desk are counted; as many means: or more. */
export const mostWaiting = 1_000;
