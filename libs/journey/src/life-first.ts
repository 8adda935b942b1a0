interface Turn<T> {
  readonly rows: readonly T[];
  readonly alone: boolean;
}

/**
 * Gives risks to life and stop-words every second batch for themselves. The other batches take all rows, so a neighbour
 * cannot starve others by false claims of urgency.
 */
export class LifeInTurn {
  #wasAlone = false;

  /**
   * Rows of the next batch; leaves the order unchanged because the batch may fail. `goesAlong`: cheap rows that others may
   * wait for.
   */
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
