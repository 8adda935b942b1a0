/** What a batch aims at: what is urgent waits for the one that is under way. */
const batchMs = 250;

/**
 * How many rows the next batch takes: as many as fit into a quarter of a second by what the last one took, and never less than a
 * third of the most, however slow, because much of what a batch costs does not grow with its rows. For the same reason one of
 * few rows says nothing.
 */
export class BatchSize {
  #next: number;

  constructor(readonly most: number) {
    this.#next = most;
  }

  get next(): number {
    return this.#next;
  }

  /** `ms`: from the claim of these rows until only the commit was left. */
  took(rows: number, ms: number): void {
    if (rows * 2 < this.#next) return;
    const fits = Math.floor((rows * batchMs) / Math.max(ms, 1));
    this.#next = Math.min(this.most, Math.max(Math.ceil(this.most / 3), fits));
  }
}
