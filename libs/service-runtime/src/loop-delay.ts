import { type IntervalHistogram, monitorEventLoopDelay, performance } from 'node:perf_hooks';

// Intervals (ms) between samples; each sample wakes the process, so an idle loop is sampled less often.
const resolutionMs = { busy: 20, idle: 100 } as const;
// Share of time at work from which the loop counts as busy.
const busyFrom = 0.05;

export class LoopDelay {
  #resolution: number = resolutionMs.busy;
  #delays = watch(this.#resolution);
  #used = performance.eventLoopUtilization();

  /** 99th percentile of the event loop's delay since the last call, in whole milliseconds. */
  takeDelay(): number {
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
