import type { ShownLog } from '../shown-log.js';

/**
 * Makes a request for a cosignature that a witness must refuse. The witness has already cosigned `held` leaves of the
 * honest log.
 */
export type Attack = (log: ShownLog, held: number, random: (below: number) => number) => Uint8Array;
