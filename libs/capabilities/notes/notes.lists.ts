/** Characters of a note. */
export const noteLength = 4_000;
