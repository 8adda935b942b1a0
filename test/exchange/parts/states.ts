import { Knife } from '../../instruments/cuts/knife.js';
import { requireBothHashes } from '../../instruments/entries/event-objects.js';
import { requireKeptKeys } from '../../instruments/entries/kept-keys.js';
import { TwoStates } from '../../support/two-states.js';

let started: Promise<TwoStates> | undefined;

/** Cuts connections of the shared States where a part says so; else it leaves them alone. */
export const knife = new Knife();

/**
 * The two States of all parts of a suite. XA: ana, for data protection pat, and abe, ada and ali, whom a part may suspend. XB:
 * ben, bob and, for data protection, dan, dot and duo, who has a desk too, at the border police, hal and lea at the harbour
 * office, cal at the customs. A part has threads of its own, looks at these alone and leaves exchanges, steps, limits and links as it
 * found them; one that cannot is the last of its suite.
 */
export const sharedStates = (): Promise<TwoStates> =>
  (started ??= TwoStates.start(knife.newStore, {
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
  const two = await started;
  if (two === undefined) return;
  try {
    await requireBothHashes(two.a, two.b);
    await requireKeptKeys(two.a, two.b);
  } finally {
    await two.stop();
  }
}
