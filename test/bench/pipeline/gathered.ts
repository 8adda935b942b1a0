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
    // One turn of the event loop first, so that items of the same event share a batch. A failure ends the process and
    // the measurement.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.work(this.#waiting.splice(0, this.most));
    this.#busy = false;
  }
}
