export const noteLength = 4_000;
