import type { Place } from '#kernel/documents/kind';

/** Allowed at any time, also after the answer, because the operation only starts then. */
export const inOperations: Place = {
  types: ['CONTROLLED_DELIVERY', 'SURVEILLANCE_COORDINATION'],
  by: ['ASKING', 'ASKED'],
};
