import type { Place } from '#kernel/documents/kind';

/**
 * Rule for documents about operations: both States may send them at any time, even after the answer, because the operation
 * starts only after the answer.
 */
export const inOperations: Place = {
  types: ['CONTROLLED_DELIVERY', 'SURVEILLANCE_COORDINATION'],
  by: ['ASKING', 'ASKED'],
};
