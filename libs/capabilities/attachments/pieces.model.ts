const chunkBytes = 262_144;
const chunks = 3;

/**
 * How much of an attachment one call between the gateway and a service carries: three chunks, the most that fits into a
 * frame of the bus (1 MiB) with what stands beside them. Who asks, and whether they may, is looked at once a call: more a
 * call makes that cheaper, and leaves a transfer that may not go on no further than this.
 */
export const transferPiece = { chunkBytes, chunks, bytes: chunks * chunkBytes } as const;
