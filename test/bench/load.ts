/** What one measurement under load found. */
export interface Sustained {
  readonly perSecond: number;
  /** CPU of all processes that take part, for one. */
  readonly cpuMs: number;
  /** Really under way on average, where the load says so. */
  readonly inFlight?: number;
  /** CPU of the client for one, where it is not in `cpuMs`. */
  readonly clientCpuMs?: number;
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A load of equal pieces of work, each of which resolves when it is done. */
export class Load {
  /** How many were done so far. */
  done = 0;

  constructor(private readonly once: () => Promise<void>) {}

  /** Keeps so many under way from now on. @returns ends it, and resolves when the last is done */
  keep(most: number): () => Promise<void> {
    let going = true;
    const one = async (): Promise<void> => {
      while (going) {
        await this.once();
        this.done += 1;
      }
    };
    const all = Promise.all(Array.from({ length: most }, one));
    // It is awaited at the end; until then a failure must not end the process.
    all.catch(() => undefined);
    return async () => {
      going = false;
      await all;
    };
  }

  /** So many a second, whether or not those before are done. @returns milliseconds of each */
  async steadily(perSecond: number, seconds: number): Promise<number[]> {
    const start = performance.now();
    const work: Promise<number>[] = [];
    for (let n = 0; n < perSecond * seconds; n += 1) {
      await pause(Math.max(0, start + (n * 1_000) / perSecond - performance.now()));
      const began = performance.now();
      const one = this.once().then(() => performance.now() - began);
      one.catch(() => undefined);
      work.push(one);
    }
    return Promise.all(work);
  }
}

/** At most so many at a time; the others wait in turn. */
export class Turnstile {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#waiting.push(go));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
