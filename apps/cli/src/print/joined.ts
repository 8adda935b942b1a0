import { say } from '#language/console';

type Join = (one: string, other: string) => string;

const joined = ([first = '', ...more]: readonly string[], join: Join): string =>
  more.reduce<string>(join, first);

export const parted = (parts: readonly string[]): string =>
  joined(parts, (one, other) => say('joined.parts', { one, other }));

export const both = (names: readonly string[]): string =>
  joined(names, (one, other) => say('joined.and', { one, other }));

export const either = (names: readonly string[]): string =>
  joined(names, (one, other) => say('joined.or', { one, other }));
