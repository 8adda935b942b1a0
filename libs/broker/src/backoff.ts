/** Waiting times (ms) that double from `first` up to `limit`. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly first: number,
    private readonly limit: number,
  ) {}

  next(): number {
    const whole = Math.min(this.limit, this.first * 2 ** Math.min(this.failures, 16));
    this.failures += 1;
    return Math.round(whole * (1 - Math.random() / 4));
  }

  reset(): void {
    this.failures = 0;
  }
}

export function pause(milliseconds: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    if (signals.some(({ aborted }) => aborted)) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, milliseconds));
    for (const signal of signals) signal.addEventListener('abort', done);
  });
}
