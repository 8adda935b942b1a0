import type { Place } from '#kernel/documents/kind';

/**
 * Rule for documents about operations: both States may send them at any time, also after the answer, because the operation
 * starts only then.
 */
export const inOperations: Place = {
  types: ['CONTROLLED_DELIVERY', 'SURVEILLANCE_COORDINATION'],
  by: ['ASKING', 'ASKED'],
};
