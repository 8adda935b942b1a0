/** Why nothing more may be told of a person. Kept for the own State alone, under the key of the thread; never sent. */
export const stopGrounds = [
  'ASYLUM_CLAIM',
  'APPEAL_PENDING',
  'NON_REFOULEMENT',
  'CHILD_BEST_INTERESTS',
  'NO_CONSENT',
  'DANGER_TO_PERSON',
] as const;
export type StopGround = (typeof stopGrounds)[number];

/** Characters of the words that go with a ground, and of those with which a stop is lifted. */
export const stopLength = 4_000;

/** Stops of one thread that are shown at once. */
export const mostStops = 10_000;
