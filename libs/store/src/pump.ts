/** What a pump needs of the store. */
export interface Waker {
  listen(step: string, handler: () => void): () => void;
}

export interface PumpOptions {
  /** Told each time `run` throws, with how often in a row; the place for a log line. */
  readonly onError?: (error: unknown, failures: number) => void;
  /** Looks for work without a wake-up after this time; default 1000 ms. */
  readonly pollMs?: number;
  /** Hears `<step>-soon` too: work that nobody waits for, gathered this long so that one run takes more of it. */
  readonly soonMs?: number;
  /** Between a failure and the next run at most; default 5000 ms. */
  readonly longestPauseMs?: number;
}

const firstPauseMs = 100;

/**
 * Keeps one step going: runs it when woken, at the latest every `pollMs`, again at once while it reports more
 * work (true or a positive number), and never twice at the same time. A failure is tried again after 100 ms, doubling
 * to `longestPauseMs`; a wake-up does not shorten that pause.
 */
export class Pump {
  #stopped = true;
  #woken = false;
  #wakeable = false;
  #endSleep: (() => void) | undefined;
  #unlisten: (() => void)[] = [];
  #soon: NodeJS.Timeout | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Waker,
    private readonly step: string,
    private readonly run: () => Promise<boolean | number>,
    private readonly options: PumpOptions = {},
  ) {}

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#unlisten.push(
      this.store.listen(this.step, () => {
        this.wake();
      }),
    );
    const { soonMs } = this.options;
    if (soonMs !== undefined)
      this.#unlisten.push(
        this.store.listen(`${this.step}-soon`, () => {
          this.#soon ??= setTimeout(() => {
            this.wake();
          }, soonMs);
        }),
      );
    this.#loop = this.#turn();
  }

  /** Ends after the run under way has finished. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const unlisten of this.#unlisten.splice(0)) unlisten();
    this.#forgetSoon();
    this.#endSleep?.();
    await this.#loop;
  }

  /** Asks for a run now, or for another one when a run is under way. */
  wake(): void {
    this.#woken = true;
    if (this.#wakeable) this.#endSleep?.();
  }

  #forgetSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  async #turn(): Promise<void> {
    let failures = 0;
    while (!this.#isStopped()) {
      this.#woken = false;
      // The run takes what was to be gathered.
      this.#forgetSoon();
      try {
        const more = await this.run();
        failures = 0;
        if (more === true || (typeof more === 'number' && more > 0)) continue;
        await this.#sleep(this.options.pollMs ?? 1_000, true);
      } catch (error) {
        failures += 1;
        this.options.onError?.(error, failures);
        const longest = this.options.longestPauseMs ?? 5_000;
        await this.#sleep(Math.min(firstPauseMs * 2 ** (failures - 1), longest), false);
      }
    }
  }

  /** `wakeable`: a wake-up ends the sleep; otherwise only the time or `stop` does. */
  #sleep(ms: number, wakeable: boolean): Promise<void> {
    if (this.#stopped || (wakeable && this.#woken)) return Promise.resolve();
    return new Promise((done) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#endSleep = undefined;
        done();
      };
      const timer = setTimeout(end, ms);
      this.#wakeable = wakeable;
      this.#endSleep = end;
    });
  }
}
