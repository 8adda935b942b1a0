import type { AuthorityId } from '#kernel';

/** Name of a package: its authority, the year (UTC) in which it was asked for, its number in that year. */
export const exhibitOf = (authority: AuthorityId, year: number, number: number): string =>
  `${authority}-${year}-${number}`;
