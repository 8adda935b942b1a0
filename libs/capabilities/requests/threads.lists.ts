/**
 * Orders of lists: `DUE` by remaining time, `NEWEST` by opening. Both put open risks to life first, unclaimed ones before
 * all.
 */
export const listOrders = ['NEWEST', 'DUE'] as const;
export type ListOrder = (typeof listOrders)[number];

export const mostDueWithin = 999;

export const mostWaiting = 1_000;
