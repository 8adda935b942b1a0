/** Urgency of a wake-up. LIFE (risk to life): no pause; NOW: pause after the last run; SOON: also waits for more work. */
export type Haste = 'LIFE' | 'NOW' | 'SOON';

const order: readonly Haste[] = ['LIFE', 'NOW', 'SOON'];

export const urgentOf = (one: Haste | undefined, other: Haste): Haste =>
  one !== undefined && order.indexOf(one) < order.indexOf(other) ? one : other;

export const parseHaste = (text: string | undefined): Haste =>
  order.find((haste) => haste === text) ?? 'NOW';
