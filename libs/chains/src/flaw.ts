/** Says what does not hold; becomes the reason beside what is shown. */
export class Flaw extends Error {}

/** @throws Flaw */
export const require = (holds: boolean, what: string): void => {
  if (!holds) throw new Flaw(what);
};
