import { Fault } from './faults.js';
import type { ReadLeaf } from './leaf.js';

/** Milliseconds that a UUID of version 7 begins with (RFC 9562 section 5.7). */
const millisOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/**
 * Ids are unique and times do not run back. All events of a log take their time from one clock while they wait in one line,
 * so they lie in the log nearly in the order of their times: ids older than the skew cannot come again, and need not be
 * remembered.
 */
export class Times {
  readonly #seen = new Map<string, number>();
  readonly #services = new Map<string, number>();
  #newest = 0;

  constructor(private readonly skewMs: number) {}

  /** @throws Fault EVENT_TWICE, TIME_BACK */
  take(leaf: ReadLeaf, index: number): void {
    const place = { index, event: leaf.id };
    if (this.#seen.has(leaf.id)) throw new Fault('EVENT_TWICE', place);
    const [made, last] = [millisOf(leaf.id), this.#services.get(leaf.service) ?? 0];
    const back = Math.max(this.#newest - made, last - leaf.at);
    if (back > this.skewMs)
      throw new Fault('TIME_BACK', place, `${Math.round(back / 1_000)} s before an earlier event`);
    this.#newest = Math.max(this.#newest, made);
    this.#services.set(leaf.service, Math.max(last, leaf.at));
    this.#seen.set(leaf.id, made);
    for (const [id, at] of this.#seen) {
      if (at >= this.#newest - this.skewMs) break;
      this.#seen.delete(id);
    }
  }
}
