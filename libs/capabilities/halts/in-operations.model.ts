import type { Place } from '#kernel/documents/kind';

/** May be said at any time by either State: an operation is stopped and assessed also once it is answered, for that begins it. */
export const inOperations: Place = {
  types: ['CONTROLLED_DELIVERY', 'SURVEILLANCE_COORDINATION'],
  by: ['ASKING', 'ASKED'],
};
