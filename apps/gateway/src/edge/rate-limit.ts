import { BoundedMap } from './bounded-map.js';
import { edge } from '../options.js';

const WINDOW_MS = 60_000;

interface Window {
  readonly start: number;
  count: number;
}

export class RateLimit {
  private readonly windows = new BoundedMap<Window>(edge.callers);

  constructor(private readonly now: () => number) {}

  /**
   * Counts one request of the caller in a window of one minute. @returns seconds until the window ends when `limit` is
   * exceeded, else 0
   */
  countCall(caller: string, limit: number): number {
    const at = this.now();
    const window = this.windows.get(caller);
    if (window === undefined || at - window.start >= WINDOW_MS) {
      this.windows.set(caller, { start: at, count: 1 });
      return 0;
    }
    window.count += 1;
    return window.count <= limit
      ? 0
      : Math.max(1, Math.ceil((window.start + WINDOW_MS - at) / 1_000));
  }
}
