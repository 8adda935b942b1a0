/**
 * Urgency of a wake-up. LIFE (risk to life): starts immediately; NOW: after the usual pause; SOON: after collecting more
 * work.
 */
export type Haste = 'LIFE' | 'NOW' | 'SOON';

const order: readonly Haste[] = ['LIFE', 'NOW', 'SOON'];

export const urgentOf = (one: Haste | undefined, other: Haste): Haste =>
  one !== undefined && order.indexOf(one) < order.indexOf(other) ? one : other;

export const parseHaste = (text: string | undefined): Haste =>
  order.find((haste) => haste === text) ?? 'NOW';
