import type { ShownLog } from '../shown-log.js';

/**
 * Makes an offer that a witness must never cosign. The witness knows `held` leaves of the honest log; `random(n)` is
 * below n.
 */
export type Attack = (log: ShownLog, held: number, random: (below: number) => number) => Uint8Array;
