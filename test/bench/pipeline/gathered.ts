/** Hands on together what had gathered while the last batch was under way, so many at most, one batch after the other. */
export class Gathered<T> {
  readonly #waiting: T[] = [];
  #busy = false;

  constructor(
    private readonly most: number,
    private readonly work: (items: T[]) => Promise<void>,
  ) {}

  add(...items: readonly T[]): void {
    this.#waiting.push(...items);
    if (!this.#busy) void this.#all();
  }

  async #all(): Promise<void> {
    this.#busy = true;
    // One turn first: what is added by the same event goes together. A failure ends the process, and the measurement.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.work(this.#waiting.splice(0, this.most));
    this.#busy = false;
  }
}
