import type { AuthorityId } from '#kernel';

export const exhibitOf = (authority: AuthorityId, year: number, number: number): string =>
  `${authority}-${year}-${number}`;
