import type { StateCode } from '#kernel';
import type { TrustStore } from '#trust';
import type { EndedKey } from './life.facts.js';
import { endedIn } from './life.rules.js';
import { endedMachineKeys, endedRoots } from './signing-keys.rules.js';

export type KnownStates = Pick<TrustStore, 'directoryOf' | 'entries' | 'formerRoots'>;

export const endedOf = (trust: KnownStates, states: readonly StateCode[]): readonly EndedKey[] =>
  states.flatMap((state) =>
    [
      ...endedIn(trust.directoryOf(state)),
      ...endedMachineKeys(trust.entries(state)),
      ...endedRoots(trust.formerRoots(state)),
    ].map((each) => ({ ...each, state })),
  );
