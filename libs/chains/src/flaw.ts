import { type Detail } from '#kernel';

export class Flaw extends Error {
  constructor(readonly said: Detail) {
    super(String(said));
  }
}

export const require = (holds: boolean, what: Detail): void => {
  if (!holds) throw new Flaw(what);
};
