const most = 10_000;

/**
 * Items that failed, which the batches of a round leave out so that they keep no others. In memory; the next round tries them
 * again.
 */
export class LeftOut<T> {
  readonly #items = new Set<T>();

  get items(): readonly T[] {
    return [...this.#items];
  }

  /** Notes the failed items of a batch. Returns true, and forgets all, if the batch was the last or too many have failed. */
  noteBatch(failed: Iterable<T>, isLast: boolean): boolean {
    for (const item of failed) this.#items.add(item);
    const isOver = isLast || this.#items.size > most;
    if (isOver) this.#items.clear();
    return isOver;
  }
}
