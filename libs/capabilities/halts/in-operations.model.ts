import type { Place } from '#kernel/documents/kind';

/** Permits documents about operations from both States at any time, even after the answer: the operation starts only then. */
export const inOperations: Place = {
  types: ['CONTROLLED_DELIVERY', 'SURVEILLANCE_COORDINATION'],
  by: ['ASKING', 'ASKED'],
};
