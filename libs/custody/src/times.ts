import { Fault } from './faults.js';
import type { ReadLeaf } from './leaf.js';

/**
 * Ids are unique and times do not run back. All events of a log take their time from one clock while they wait in one line,
 * so they lie in the log nearly in the order of their times: ids older than the skew cannot come again, and need not be
 * remembered.
 */
export class Times {
  readonly #seen = new Map<string, number>();
  #newest = 0;

  constructor(private readonly skewMs: number) {}

  /** @throws Fault EVENT_TWICE, TIME_BACK */
  take(leaf: ReadLeaf, index: number): void {
    const place = { index, event: leaf.id };
    if (this.#seen.has(leaf.id)) throw new Fault('EVENT_TWICE', place);
    const back = this.#newest - leaf.at;
    if (back > this.skewMs)
      throw new Fault('TIME_BACK', place, `${Math.round(back / 1_000)} s before an earlier event`);
    this.#newest = Math.max(this.#newest, leaf.at);
    this.#seen.set(leaf.id, leaf.at);
    for (const [id, at] of this.#seen) {
      if (at >= this.#newest - this.skewMs) break;
      this.#seen.delete(id);
    }
  }
}
