import { RunningStates } from '../../support/running-states.js';

let started: Promise<RunningStates> | undefined;

/** The same two States for everything in this folder: setting them up takes longer than most of what is asked of them. */
export const runningStates = (): Promise<RunningStates> =>
  // Bad input comes by the thousand.
  (started ??= RunningStates.start({ requestsPerMinute: 10_000, loginsPerMinute: 600 }));
