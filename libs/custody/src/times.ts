import { phrase } from '#kernel';
import { Fault } from './faults.js';
import type { ReadLeaf } from './leaf.js';

/** Rejects an event that is more than `skewMs` older than an event before it, or whose id occurs twice. */
export class Times {
  readonly #seen = new Map<string, number>();
  #newest = 0;

  constructor(private readonly skewMs: number) {}

  addLeaf(leaf: ReadLeaf, index: number): void {
    const place = { index, event: leaf.id };
    if (this.#seen.has(leaf.id)) throw new Fault('EVENT_TWICE', place);
    const back = this.#newest - leaf.at;
    if (back > this.skewMs)
      throw new Fault(
        'TIME_BACK',
        place,
        phrase`${Math.round(back / 1_000)} s before an earlier event`,
      );
    this.#newest = Math.max(this.#newest, leaf.at);
    this.#seen.set(leaf.id, leaf.at);
    for (const [id, at] of this.#seen) {
      if (at >= this.#newest - this.skewMs) break;
      this.#seen.delete(id);
    }
  }
}
