import type { Place } from '#kernel/documents/kind';

/** Permits a kind of document to both States, only in threads about operations. */
export const inOperations: Place = {
  types: ['CONTROLLED_DELIVERY', 'SURVEILLANCE_COORDINATION'],
  by: ['ASKING', 'ASKED'],
};
