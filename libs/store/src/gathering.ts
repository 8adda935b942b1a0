import type { Haste } from './haste.js';

const shortestMs = 5;
const longestMs = 20;
/** Pause after which the next wake-up is one of its own. */
const calmMs = 25;
/** Wake-ups in a row that still leave at the shortest interval: those of one exchange. */
const single = 3;

/**
 * Interval between the wake-ups that a process sends. The first leaves at once. Under load the interval doubles, since whoever
 * listens is at work already and takes all that waits in one run. A risk to life never waits longer than 5 ms.
 */
export class Gathering {
  #last = Number.NEGATIVE_INFINITY;
  #row = 0;

  /** Milliseconds until the next may leave; `now` in milliseconds of any clock that does not go back. */
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
