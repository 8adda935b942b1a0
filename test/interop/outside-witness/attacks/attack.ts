import type { ShownLog } from '../shown-log.js';

/**
 * Makes a cosignature request that the witness must refuse. The witness has already cosigned the first `held` leaves of the
 * honest log.
 */
export type Attack = (log: ShownLog, held: number, random: (below: number) => number) => Uint8Array;
