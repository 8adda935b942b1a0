import { Inject, Injectable } from '@nestjs/common';
import { CALL_BUS, type CallBus } from '#api';
import { awaitGrowth } from '#capabilities/events/events.contract';
import { longestWaitMs } from '#capabilities/events/events.lists';
import { stillBehind } from '../doors/bus.js';

/** Between two calls, and after one that failed. */
const [gapMs, failedMs] = [100, 1_000];
const answerWithinMs = longestWaitMs + 5_000;

/** Lets so many milliseconds pass, or less: until the signal is aborted, or `wakes` are called. */
export const pause = (
  ms: number,
  ended?: AbortSignal,
  wakes: Set<() => void> = new Set(),
): Promise<void> =>
  new Promise((done) => {
    if (ended?.aborted === true) {
      done();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      ended?.removeEventListener('abort', end);
      wakes.delete(end);
      done();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    ended?.addEventListener('abort', end);
    wakes.add(end);
  });

/** Waits for the log to grow, with one call of the bus for all readers, and while there is one alone. */
@Injectable()
export class Growth {
  #readers = 0;
  #runs = false;
  #entries = 0;
  /** How often the log has grown. */
  #times = 0;
  readonly #waits = new Set<() => void>();

  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  get times(): number {
    return this.#times;
  }

  /** Begins for one reader, behind the door of its route. Gives what ends it. */
  follow(): () => void {
    this.#readers += 1;
    if (!this.#runs) void this.#run(stillBehind());
    return () => {
      this.#readers -= 1;
    };
  }

  /** Waits until the log has grown more often than `times`, so long at most, or until the reader is gone. */
  async since(times: number, ms: number, ended: AbortSignal): Promise<void> {
    if (this.#times > times) return;
    await pause(ms, ended, this.#waits);
  }

  async #run(within: <T>(run: () => T) => T): Promise<void> {
    this.#runs = true;
    while (this.#readers > 0) {
      try {
        const beyond = this.#entries;
        const asked = within(() => this.bus.askOpen(awaitGrowth, { beyond }, answerWithinMs));
        const { entries } = await asked;
        if (entries !== beyond) this.#tell(entries);
        await pause(gapMs);
      } catch {
        // Readers look by themselves meanwhile; their own calls say what is wrong.
        await pause(failedMs);
      }
    }
    this.#runs = false;
  }

  #tell(entries: number): void {
    this.#entries = entries;
    this.#times += 1;
    for (const wake of this.#waits) wake();
  }
}
