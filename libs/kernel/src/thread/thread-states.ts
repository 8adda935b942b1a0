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

export const endedStates: readonly ThreadState[] = ['ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED'];
export const isEnded = (state: ThreadState): boolean => endedStates.includes(state);

export const waitingStates = ['SUBMITTED', 'REGISTERED', 'TRANSFERRED'] as const;
export const workingStates = [
  'IN_PROGRESS',
  'CLARIFIED',
  'AUTHORISATION_PENDING',
  'ANSWERED_PARTIAL',
] as const;
export const openStates = [...waitingStates, ...workingStates, 'CLARIFICATION_REQUESTED'] as const;

export const sides = ['ASKING', 'ASKED'] as const;
export type Side = (typeof sides)[number];
