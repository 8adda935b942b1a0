interface Turn<T> {
  readonly rows: readonly T[];
  readonly alone: boolean;
}

/** Reserves at most every second batch for urgent rows. Otherwise a neighbour's false urgency could starve other neighbours. */
export class PriorityBatch {
  #wasAlone = false;

  /** Returns all rows, or only urgent rows and rows that `goesAlong` selects. Call `took` after the batch succeeds. */
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
