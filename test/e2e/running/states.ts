import { nodes } from '../../support/programs.js';
import { RunningStates } from '../../support/running-states.js';
import { keepTimeAuthority } from './authority.js';

let started: Promise<RunningStates> | undefined;

// Thousands of bad requests are sent, and sessions stay open while other tests run. Their end is tested in
// libs/access.
const limits = { idleMinutes: 120, requestsPerMinute: 10_000, loginsPerMinute: 600 };

async function start(): Promise<RunningStates> {
  const two = await RunningStates.start({
    ...{ limits, nodeOfB: nodes.oldest },
    initialised: async (at) => {
      if (at.state === 'XB') await keepTimeAuthority(at);
    },
  });
  await two.ensureEnrolled(two.a, 'lia', 'LIAISON_OFFICER');
  await two.ensureEnrolled(two.b, 'bea', 'DUTY_OFFICER');
  return two;
}

/** Two States, XA on the recommended Node.js and XB on the oldest supported one. Only XB has a time-stamp authority at first. */
export const runningStates = (): Promise<RunningStates> => (started ??= start());
