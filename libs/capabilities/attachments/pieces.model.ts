const chunkBytes = 262_144;
const chunks = 3;

/**
 * Bytes of one attachment call: three chunks, the most that fits a bus frame (1 MiB). Each call checks access, so a withdrawn
 * permission stops the transfer within one piece.
 */
export const transferPiece = { chunkBytes, chunks, bytes: chunks * chunkBytes } as const;
