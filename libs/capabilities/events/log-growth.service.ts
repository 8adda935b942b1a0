import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Journal } from '#journal';
import { Store } from '#store';
import { longestWaitMs } from './events.lists.js';

/** Maximum number of callers that wait at the same time; each further caller gets an answer without waiting. */
const mostWaits = 8;
const looks = { mostMs: 2_000, everyMs: 100 } as const;

/**
 * Waits until the released log (signed and stored outside the database) grows, at most `longestWaitMs`. The database is not
 * polled while nothing is logged.
 */
@Injectable()
export class AwaitGrowth implements OnApplicationShutdown {
  readonly #waits = new Set<() => void>();
  #unlisten: (() => void) | undefined;
  #recorded = 0;

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  async awaitGrowth(known: number): Promise<number> {
    // The sequencer channel: every process that records an event notifies it.
    this.#unlisten ??= this.store.listen('sequence', () => this.#wake());
    const until = performance.now() + longestWaitMs;
    let entries = await this.#released();
    while (entries <= known && !this.#isClosed()) {
      const left = until - performance.now();
      if (left <= 0 || this.#waits.size >= mostWaits) break;
      const before = this.#recorded;
      await this.#woken(left);
      if (this.#recorded === before) continue;
      const last = Math.min(until, performance.now() + looks.mostMs);
      while (entries <= known && performance.now() < last) {
        entries = await this.#released();
        if (entries <= known) await this.#woken(looks.everyMs, false);
      }
    }
    return entries;
  }

  onApplicationShutdown(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
    this.#wake();
  }

  #isClosed(): boolean {
    return this.#unlisten === undefined;
  }

  #wake(): void {
    this.#recorded += 1;
    for (const wake of this.#waits) wake();
  }

  #woken(ms: number, early = true): Promise<void> {
    return new Promise((done) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waits.delete(wake);
        done();
      };
      const timer = setTimeout(wake, ms);
      if (early) this.#waits.add(wake);
    });
  }

  #released(): Promise<number> {
    return this.store.transaction({ step: 'await-growth' }, (tx) => this.journal.releasedSize(tx));
  }
}
