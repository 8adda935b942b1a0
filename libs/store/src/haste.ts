/**
 * Urgency of a wake-up. LIFE (risk to life) starts the step immediately, NOW after its usual pause, SOON later, so that work
 * gathers.
 */
export type Haste = 'LIFE' | 'NOW' | 'SOON';

const order: readonly Haste[] = ['LIFE', 'NOW', 'SOON'];

export const urgentOf = (one: Haste | undefined, other: Haste): Haste =>
  one !== undefined && order.indexOf(one) < order.indexOf(other) ? one : other;

export const parseHaste = (text: string | undefined): Haste =>
  order.find((haste) => haste === text) ?? 'NOW';
