/**
 * Haste of a wake-up. NOW waits for the pause after a long run, SOON also lets more work gather; LIFE, a matter of life,
 * waits for neither.
 */
export type Haste = 'LIFE' | 'NOW' | 'SOON';

const order: readonly Haste[] = ['LIFE', 'NOW', 'SOON'];

/** The more urgent of the two. */
export const urgentOf = (one: Haste | undefined, other: Haste): Haste =>
  one !== undefined && order.indexOf(one) < order.indexOf(other) ? one : other;

/** Haste by the text of a notification; any other text is an ordinary wake-up. */
export const parseHaste = (text: string | undefined): Haste =>
  order.find((haste) => haste === text) ?? 'NOW';
