/** Reasons to suspend a thread for a person's sake. A reason is encrypted under the thread key and never sent. */
export const stopGrounds = [
  'ASYLUM_CLAIM',
  'APPEAL_PENDING',
  'NON_REFOULEMENT',
  'CHILD_BEST_INTERESTS',
  'NO_CONSENT',
  'DANGER_TO_PERSON',
] as const;
export type StopGround = (typeof stopGrounds)[number];

export const stopLength = 4_000;

export const mostStops = 10_000;
