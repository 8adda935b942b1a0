import { KernelError } from '#kernel';
import { requireScreened, screeningFlaw } from './screening.model.js';
import type { Alone, Rule } from '#capabilities/capability';

const told =
  'The officer is told which answer of the screening keeps it back; a neighbour that must not know is not.';

/** Refuses without the answer, because the sending State may be the one that must not learn it. */
function requireScreenedThere({ document }: Alone): Error | undefined {
  return screeningFlaw(document) === null ? undefined : new KernelError('SCREENING_FORBIDS');
}

/** Applied again at sealing: a captured service may have written the queued row. */
export const screeningRules: readonly Rule<undefined, Alone>[] = [
  {
    ...{ name: 'requireScreened', codes: ['SCREENING_FORBIDS'] },
    judge: ({ document }) => requireScreened(document),
    asks: { INTAKE: true, SEALING: true, FILING: told },
  },
  {
    ...{ name: 'requireScreenedThere', codes: ['SCREENING_FORBIDS'], judge: requireScreenedThere },
    asks: { INTAKE: told, SEALING: told, FILING: true },
  },
];
