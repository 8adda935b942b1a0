import { FaultInjector } from '../../instruments/cuts/fault-injector.js';
import { requireBothHashes } from '../../instruments/entries/event-objects.js';
import { assertKeptKeys } from '../../instruments/entries/kept-keys.js';
import { ofSuite } from '../../support/suite.js';
import { TwoStates } from '../../support/two-states.js';

const shared = ofSuite((): { started?: Promise<TwoStates> } => ({}));

export const injector = new FaultInjector();

/**
 * Pair of States shared by this folder's test files. Each file undoes its changes outside its own threads, and suspends no
 * officer except ali.
 */
export const sharedStates = (): Promise<TwoStates> =>
  (shared().started ??= TwoStates.start(injector.newStore, {
    officers: {
      bob: ['DUTY_OFFICER'],
      ...{ dan: ['DATA_PROTECTION_OFFICER'], dot: ['DATA_PROTECTION_OFFICER'] },
      duo: ['LIAISON_OFFICER', 'DATA_PROTECTION_OFFICER'],
    },
    others: {
      'harbour-office': { hal: ['DUTY_OFFICER'], lea: ['LIAISON_OFFICER'] },
      customs: { cal: ['DUTY_OFFICER'] },
    },
    asking: {
      ...{ abe: ['LIAISON_OFFICER'], ada: ['LIAISON_OFFICER'], ali: ['LIAISON_OFFICER'] },
      pat: ['DATA_PROTECTION_OFFICER'],
    },
  }));

export async function stopStates(): Promise<void> {
  const two = await shared().started;
  if (two === undefined) return;
  try {
    await requireBothHashes(two.a, two.b);
    await assertKeptKeys(two.a, two.b);
  } finally {
    await two.stop();
  }
}
