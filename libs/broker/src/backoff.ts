/** Waiting times that double from `first` to `limit` (milliseconds), each shortened by up to a quarter at random. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly first: number,
    private readonly limit: number,
  ) {}

  /** The wait before the next try. */
  next(): number {
    const whole = Math.min(this.limit, this.first * 2 ** Math.min(this.failures, 16));
    this.failures += 1;
    return Math.round(whole * (1 - Math.random() / 4));
  }

  reset(): void {
    this.failures = 0;
  }
}

/** Waits, or returns at once when the signal aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
