import type { Place } from '#kernel/documents/kind';

/** Permits a kind of document from both States even after the answer, because an operation starts only then. */
export const inOperations: Place = {
  types: ['CONTROLLED_DELIVERY', 'SURVEILLANCE_COORDINATION'],
  by: ['ASKING', 'ASKED'],
};
