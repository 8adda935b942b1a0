export interface Sustained {
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly inFlight?: number;
  readonly clientCpuMs?: number;
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export class Load {
  done = 0;

  constructor(private readonly once: () => Promise<void>) {}

  keepGoing(most: number): () => Promise<void> {
    let going = true;
    const one = async (): Promise<void> => {
      while (going) {
        await this.once();
        this.done += 1;
      }
    };
    const all = Promise.all(Array.from({ length: most }, one));
    // Awaited at the end; until then a failure must not end the process.
    all.catch(() => undefined);
    return async () => {
      going = false;
      await all;
    };
  }

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
