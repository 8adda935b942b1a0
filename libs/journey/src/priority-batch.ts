interface Turn<T> {
  readonly rows: readonly T[];
  readonly alone: boolean;
}

/**
 * Reserves every second batch for urgent rows (risk to life, stop-word), if some wait. Other batches take all rows: a
 * neighbour's false urgency must not starve other neighbours.
 */
export class PriorityBatch {
  #wasAlone = false;

  /**
   * Returns all rows, or only urgent rows (`isLife`) and rows that these may wait for (`goesAlong`). Call `took` after the
   * batch succeeds.
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
