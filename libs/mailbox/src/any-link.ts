/**
 * SQL that is true of every link, so that links are read by their index. Sequential reads are off, and where there is no other way
 * one counts as 1e10: beside that sum the planner tells no good plan from a bad one.
 */
export const anyLink = (link: string): string => `${link} > ''`;
