interface Turn<T> {
  readonly rows: readonly T[];
  readonly alone: boolean;
}

/**
 * Gives risks to life and stop-words every second batch for themselves. The batches between take all rows, so a neighbour's
 * false claims of urgency cannot starve other neighbours.
 */
export class PriorityBatch {
  #wasAlone = false;

  /**
   * Chooses the rows of the next batch: only urgent rows (`isLife`), or all rows. Call `took` after the batch has succeeded.
   * An urgent batch also takes rows for which `goesAlong` is true, because urgent rows may wait for them.
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
