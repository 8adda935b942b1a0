import { type Haste, urgentOf } from './haste.js';

/** Parts of the store that a pump needs. */
export interface Waker {
  listen(step: string, handler: (haste: Haste) => void): () => void;
}

export interface PumpOptions {
  /** Told each time `run` throws, with how often in a row; the place for a log line. */
  readonly onError?: (error: unknown, failures: number) => void;
  /** Looks for work without a wake-up after this time; default 1000 ms. */
  readonly pollMs?: number;
  /** Time in which work that nobody waits for gathers; default 40 ms. */
  readonly soonMs?: number;
  /** Longest pause after a run that took long; default 150 ms. */
  readonly longestGapMs?: number;
  /** Longest pause between a failure and the next run; default 5000 ms. */
  readonly longestPauseMs?: number;
}

const firstPauseMs = 100;

/**
 * Keeps one step going: runs it when woken, at the latest every `pollMs`, again at once while it reports more
 * work (true or a positive number), and never twice at the same time. Otherwise a run begins no sooner after the last one
 * than that took, `longestGapMs` at most: under load each batch grows instead of their number. A matter of life does not
 * wait for that. A failure is tried again after 100 ms, doubling to `longestPauseMs`; no wake-up shortens that pause.
 */
export class Pump {
  #stopped = true;
  #haste: Haste | undefined;
  /** Moment at which work that gathers is to be taken. */
  #soonAt = 0;
  #endSleep: (() => void) | undefined;
  /** Sets the alarm of the sleep under way anew; undefined while none may be shortened. */
  #shorten: (() => void) | undefined;
  #unlisten: (() => void) | undefined;
  #loop: Promise<void> = Promise.resolve();

  /** `run` is told whether it was woken by a matter of life. */
  constructor(
    private readonly store: Waker,
    private readonly step: string,
    private readonly run: (life: boolean) => Promise<boolean | number>,
    private readonly options: PumpOptions = {},
  ) {}

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#unlisten = this.store.listen(this.step, (haste) => {
      this.wake(haste);
    });
    this.#loop = this.#turn();
  }

  /** Ends after the run under way has finished. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unlisten?.();
    this.#endSleep?.();
    await this.#loop;
  }

  /** Asks for a run, or for another one when a run is under way. */
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
      // The run takes what was to be gathered.
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
        const longest = this.options.longestPauseMs ?? 5_000;
        await this.#sleep(() => Math.min(firstPauseMs * 2 ** (failures - 1), longest));
      }
    }
  }

  /** Rests after a run until there may be work again. */
  async #rest(begun: number): Promise<void> {
    const ended = performance.now();
    const gap = Math.min(ended - begun, this.options.longestGapMs ?? 150);
    const pollAt = ended + (this.options.pollMs ?? 1_000);
    const next = (): number => {
      if (this.#haste === 'LIFE') return 0;
      if (this.#haste === 'NOW') return ended + gap;
      return this.#haste === 'SOON' ? Math.max(ended + gap, this.#soonAt) : pollAt;
    };
    await this.#sleep(() => next() - performance.now(), true);
  }

  /** `wakeable`: each wake-up asks for the time that is left anew; otherwise only the time or `stop` ends the sleep. */
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
