const chunkBytes = 262_144;
const chunks = 3;

/**
 * Size of one piece: three chunks of 256 KiB. Four would fill a bus frame (1 MiB) completely and leave no room for its other
 * bytes.
 */
export const transferPiece = { chunkBytes, chunks, bytes: chunks * chunkBytes } as const;
