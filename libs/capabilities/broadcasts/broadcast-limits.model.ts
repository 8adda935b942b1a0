/** Of one request to several States. */
export const broadcastLimits = { members: 8 } as const;
