import { RunningStates } from '../../support/running-states.js';

let started: Promise<RunningStates> | undefined;

export const runningStates = (): Promise<RunningStates> =>
  // Thousands of bad requests are sent.
  (started ??= RunningStates.start({ requestsPerMinute: 10_000, loginsPerMinute: 600 }));
