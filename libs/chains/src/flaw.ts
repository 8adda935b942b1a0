export class Flaw extends Error {}

export const require = (holds: boolean, what: string): void => {
  if (!holds) throw new Flaw(what);
};
