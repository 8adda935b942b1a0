import type { Haste } from './haste.js';

const shortestMs = 5;
const longestMs = 20;
const calmMs = 25;
// Wake-ups in a row that leave at the shortest interval: those of one exchange.
const single = 3;

/** Keeps a process's wake-ups 5 ms apart, or up to 20 ms in a burst. A risk to life waits at most 5 ms. */
export class Gathering {
  #last = Number.NEGATIVE_INFINITY;
  #row = 0;

  /** Milliseconds until the next wake-up may be sent; 0: immediately. `now`: milliseconds of a monotonic clock. */
  waitMs(now: number, haste: Haste): number {
    const doubled = shortestMs * 2 ** Math.max(0, this.#row - single);
    const interval = haste === 'LIFE' ? shortestMs : Math.min(longestMs, doubled);
    return Math.max(0, this.#last + interval - now);
  }

  sent(now: number): void {
    this.#row = now - this.#last > calmMs ? 1 : this.#row + 1;
    this.#last = now;
  }
}
