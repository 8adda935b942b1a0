/** Rows that the next batch takes; `alone`: matters of life, and nothing else. */
interface Turn<T> {
  readonly rows: readonly T[];
  readonly alone: boolean;
}

/**
 * A risk to life, or a stop-word, does not wait for what else its batch holds, but only in every second batch: so
 * what is called a risk to life, here or at a neighbour, holds up nobody as long as it does not fill the other one.
 */
export class LifeInTurn {
  #wasAlone = false;

  /** `goesAlong`: costs little, and may be what the others wait for. Changes nothing: the batch may fail. */
  next<T>(
    rows: readonly T[],
    isLife: (row: T) => boolean,
    goesAlong: (row: T) => boolean = () => false,
  ): Turn<T> {
    const alone = !this.#wasAlone && rows.some(isLife);
    return { alone, rows: alone ? rows.filter((row) => isLife(row) || goesAlong(row)) : rows };
  }

  took({ alone }: Pick<Turn<unknown>, 'alone'>): void {
    this.#wasAlone = alone;
  }
}
