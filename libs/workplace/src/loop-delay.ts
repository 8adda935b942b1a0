import { type IntervalHistogram, monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** Pauses between two looks of a loop with work, and of one without: each look wakes the process. */
const resolutionMs = { busy: 20, idle: 100 } as const;
/** Share of the time in which the loop works. */
const busyFrom = 0.05;

/** Delay of the main loop of this process: everybody waits for it while one piece of work goes on. */
export class LoopDelay {
  #resolution: number = resolutionMs.busy;
  #delays = watch(this.#resolution);
  #used = performance.eventLoopUtilization();

  /** Milliseconds that 99 of 100 looks since the last call were not late by; whole. */
  take(): number {
    const late = this.#delays.percentile(99) / 1e6 - this.#resolution;
    const used = performance.eventLoopUtilization();
    const isBusy = performance.eventLoopUtilization(used, this.#used).utilization >= busyFrom;
    this.#used = used;
    this.#look(isBusy ? resolutionMs.busy : resolutionMs.idle);
    return Math.max(0, Math.round(late));
  }

  stop(): void {
    this.#delays.disable();
  }

  #look(resolution: number): void {
    if (resolution === this.#resolution) {
      this.#delays.reset();
      return;
    }
    this.#delays.disable();
    this.#resolution = resolution;
    this.#delays = watch(resolution);
  }
}

function watch(resolution: number): IntervalHistogram {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  return delays;
}
