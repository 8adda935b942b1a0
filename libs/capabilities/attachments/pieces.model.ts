const chunkBytes = 262_144;
const chunks = 3;

/** Size of one piece: as many whole chunks as fit a bus frame (1 MiB). */
export const transferPiece = { chunkBytes, chunks, bytes: chunks * chunkBytes } as const;
