import { type Haste, urgentOf } from './haste.js';

export interface Waker {
  listen(step: string, handler: (haste: Haste) => void): () => void;
}

export interface JobLoopOptions {
  readonly onError?: (error: unknown, failures: number) => void;
  /**
   * Milliseconds from the end of a run to the next, default 1,000; at least 10, at most an hour. A function is called after
   * each run that left no work.
   */
  readonly pollMs?: number | (() => number);
  /** Milliseconds that a SOON wake-up waits for more work; default 40. A more urgent wake-up ends this wait. */
  readonly soonMs?: number;
  /**
   * Maximum wait of a NOW wake-up after a run, in milliseconds; default 150. Up to this maximum, the wait equals the run's
   * duration.
   */
  readonly longestGapMs?: number;
  /** Maximum pause after failures, default 5,000; 60,000 where `pollMs` is a minute or more. */
  readonly longestPauseMs?: number;
}

const firstPauseMs = 100;
const minuteMs = 60_000;
// A timer ends at once for what it cannot hold, such as Infinity.
const pollLimits = { least: 10, most: 3_600_000 };

/**
 * Runs one step when woken or when `pollMs` have passed, one run at a time. After a failure, a growing pause delays all
 * wake-ups.
 */
export class JobLoop {
  #stopped = true;
  #haste: Haste | undefined;
  #soonAt = 0;
  #endSleep: (() => void) | undefined;
  #shorten: (() => void) | undefined;
  #unlisten: (() => void) | undefined;
  #loop: Promise<void> = Promise.resolve();

  /** `life`: true after a LIFE wake-up, else false. `run` returns true or a number above 0 if work is left. */
  constructor(
    private readonly store: Waker,
    private readonly step: string,
    private readonly run: (life: boolean) => Promise<boolean | number>,
    private readonly options: JobLoopOptions = {},
  ) {}

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#unlisten = this.store.listen(this.step, (haste) => {
      this.wake(haste);
    });
    this.#loop = this.#turn();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten?.();
    this.#endSleep?.();
    await this.#loop;
  }

  wake(haste: Haste = 'NOW'): void {
    if (this.#haste === undefined) this.#soonAt = performance.now() + (this.options.soonMs ?? 40);
    this.#haste = urgentOf(this.#haste, haste);
    this.#shorten?.();
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  async #turn(): Promise<void> {
    let failures = 0;
    while (!this.#isStopped()) {
      const life = this.#haste === 'LIFE';
      // This run takes the work that was gathering.
      this.#haste = undefined;
      const begun = performance.now();
      try {
        const more = await this.run(life);
        failures = 0;
        if (more === true || (typeof more === 'number' && more > 0)) continue;
        await this.#rest(begun);
      } catch (error) {
        failures += 1;
        this.options.onError?.(error, failures);
        const pause = Math.min(firstPauseMs * 2 ** (failures - 1), this.#longestPauseMs());
        await this.#sleep(() => pause);
      }
    }
  }

  // What runs once a minute or less is heavy, and nobody waits for it.
  #longestPauseMs(): number {
    const { longestPauseMs, pollMs } = this.options;
    return longestPauseMs ?? (typeof pollMs === 'number' && pollMs >= minuteMs ? minuteMs : 5_000);
  }

  async #rest(begun: number): Promise<void> {
    const ended = performance.now();
    const gap = Math.min(ended - begun, this.options.longestGapMs ?? 150);
    const { pollMs = 1_000 } = this.options;
    const asked = typeof pollMs === 'number' ? pollMs : pollMs();
    const pollAt = ended + Math.max(pollLimits.least, Math.min(asked, pollLimits.most));
    const next = (): number => {
      if (this.#haste === 'LIFE') return 0;
      if (this.#haste === 'NOW') return ended + gap;
      return this.#haste === 'SOON' ? Math.max(ended + gap, this.#soonAt) : pollAt;
    };
    await this.#sleep(() => next() - performance.now(), true);
  }

  #sleep(leftMs: () => number, wakeable = false): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((done) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (): void => {
        clearTimeout(timer);
        this.#endSleep = undefined;
        this.#shorten = undefined;
        done();
      };
      const set = (): void => {
        clearTimeout(timer);
        const left = leftMs();
        if (left <= 0) end();
        else timer = setTimeout(end, left);
      };
      this.#endSleep = end;
      if (wakeable) this.#shorten = set;
      set();
    });
  }
}
