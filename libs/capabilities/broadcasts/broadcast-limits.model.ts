export const broadcastLimits = { members: 8 } as const;
