import { nodes } from '../../support/programs.js';
import { RunningStates } from '../../support/running-states.js';

let started: Promise<RunningStates> | undefined;

/** Two States, XA on the oldest supported Node.js and XB on the recommended one. */
export const runningStates = (): Promise<RunningStates> =>
  // Thousands of bad requests are sent.
  (started ??= RunningStates.start(
    { requestsPerMinute: 10_000, loginsPerMinute: 600 },
    undefined,
    nodes.oldest,
  ));
