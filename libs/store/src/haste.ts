/**
 * Urgency of a wake-up: LIFE (risk to life) starts the step immediately, NOW after the step's usual pause. SOON waits for
 * more work.
 */
export type Haste = 'LIFE' | 'NOW' | 'SOON';

const order: readonly Haste[] = ['LIFE', 'NOW', 'SOON'];

export const urgentOf = (one: Haste | undefined, other: Haste): Haste =>
  one !== undefined && order.indexOf(one) < order.indexOf(other) ? one : other;

export const parseHaste = (text: string | undefined): Haste =>
  order.find((haste) => haste === text) ?? 'NOW';
