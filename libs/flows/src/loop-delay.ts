import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 20;

/** How long the main loop of this process was held up: what everybody waits for while one piece of work goes on. */
export class LoopDelay {
  readonly #delays = monitorEventLoopDelay({ resolution: resolutionMs });

  constructor() {
    this.#delays.enable();
  }

  /** Milliseconds that 99 of 100 looks since the last call were not late by; whole. */
  take(): number {
    const late = this.#delays.percentile(99) / 1e6 - resolutionMs;
    this.#delays.reset();
    return Math.max(0, Math.round(late));
  }

  stop(): void {
    this.#delays.disable();
  }
}
