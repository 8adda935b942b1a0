import { Injectable } from '@nestjs/common';
import { Journal } from '#journal';
import { Store } from '#store';
import { longestWaitMs } from './events.lists.js';

/** Maximum number of callers that wait at the same time; each further caller gets an answer without waiting. */
const mostWaits = 8;
// Longest time (ms) from the recording of an event to its release, also on a slow machine, and the interval of looks.
const [releaseMs, lookMs] = [5_000, 100];

/**
 * Waits until the released log grows, at most `longestWaitMs` milliseconds. Does not poll the database while nothing is
 * logged.
 */
@Injectable()
export class AwaitGrowth {
  readonly #sleeps = new Set<() => void>();
  #unlisten: (() => void) | undefined;
  #callers = 0;
  #isEnded = false;
  #recordedAt = -Infinity;

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  async awaitGrowth(known: number): Promise<number> {
    // The sequencer channel: every process that records an event notifies it.
    if (!this.#isEnded) this.#unlisten ??= this.store.listen('sequence', () => this.#wake());
    if (this.#callers >= mostWaits) return this.#released();
    this.#callers += 1;
    try {
      return await this.#grown(known, performance.now() + longestWaitMs);
    } finally {
      this.#callers -= 1;
    }
  }

  /** Ends open waits and every later one at once. Called before the service waits for its open calls to end. */
  end(): void {
    this.#isEnded = true;
    this.#unlisten?.();
    this.#unlisten = undefined;
    this.#wake();
  }

  async #grown(known: number, until: number): Promise<number> {
    for (;;) {
      const lookedAt = performance.now();
      const entries = await this.#released();
      const left = until - performance.now();
      if (entries > known || left <= 0 || this.#isEnded) return entries;
      // Also an event from before the call may still be on its way to release.
      const isDue = performance.now() < this.#recordedAt + releaseMs;
      await this.#sleep(isDue ? Math.min(lookMs, left) : left);
      // Many may record at once: no wake-up brings a look before its time.
      const early = lookedAt + lookMs - performance.now();
      if (early > 0) await new Promise((done) => setTimeout(done, early));
    }
  }

  #wake(): void {
    this.#recordedAt = performance.now();
    for (const wake of this.#sleeps) wake();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((done) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#sleeps.delete(wake);
        done();
      };
      const timer = setTimeout(wake, ms);
      this.#sleeps.add(wake);
    });
  }

  #released(): Promise<number> {
    return this.store.transaction({ step: 'await-growth' }, (tx) => this.journal.releasedSize(tx));
  }
}
