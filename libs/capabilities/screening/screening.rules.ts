import { KernelError } from '#kernel';
import { requireScreened, screeningFlaw } from './screening.model.js';
import type { Alone, Rule } from '#capabilities/capability';

const ownOfficerOnly =
  'The officer is told which answer of the screening keeps it back; a neighbour that must not know is not.';

/**
 * Refuses a received request whose screening forbids sending. The error does not name the screening field, because the
 * neighbour sees the error.
 */
function requireScreenedThere({ document }: Alone): Error | undefined {
  return screeningFlaw(document) === null ? undefined : new KernelError('SCREENING_FORBIDS');
}

/**
 * Rules on screening: own requests at intake and sealing, received requests at filing. Sealing checks again, because an
 * attacker in one service could bypass the intake.
 */
export const screeningRules: readonly Rule<undefined, Alone>[] = [
  {
    ...{ name: 'requireScreened', codes: ['SCREENING_FORBIDS'] },
    judge: ({ document }) => requireScreened(document),
    asks: { INTAKE: true, SEALING: true, FILING: ownOfficerOnly },
  },
  {
    ...{ name: 'requireScreenedThere', codes: ['SCREENING_FORBIDS'], judge: requireScreenedThere },
    asks: { INTAKE: ownOfficerOnly, SEALING: ownOfficerOnly, FILING: true },
  },
];
