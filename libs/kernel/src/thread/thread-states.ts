/** States of a thread that both sides compute from the documents and acts they know. */
export const threadStates = [
  'SUBMITTED',
  'REGISTERED',
  'TRANSFERRED',
  'IN_PROGRESS',
  'CLARIFICATION_REQUESTED',
  'CLARIFIED',
  'AUTHORISATION_PENDING',
  'ANSWERED_PARTIAL',
  'ANSWERED',
  'REFUSED',
  'WITHDRAWN',
  'CLOSED',
] as const;
export type ThreadState = (typeof threadStates)[number];

/** Nothing more is expected of the asked side. */
export const endedStates: readonly ThreadState[] = ['ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED'];
export const isEnded = (state: ThreadState): boolean => endedStates.includes(state);

/** States in which the asked side still has something to do. */
export const waitingStates = ['SUBMITTED', 'REGISTERED', 'TRANSFERRED'] as const;
export const workingStates = [
  'IN_PROGRESS',
  'CLARIFIED',
  'AUTHORISATION_PENDING',
  'ANSWERED_PARTIAL',
] as const;
export const openStates = [...waitingStates, ...workingStates, 'CLARIFICATION_REQUESTED'] as const;

/** Sides of a thread: the State that opened it and the one that it was opened with. */
export const sides = ['ASKING', 'ASKED'] as const;
export type Side = (typeof sides)[number];
