import { Gap } from './answers.js';

/**
 * So many at once; the others wait, the first of them first. Whoever fetches much keeps the daemon from judging what others
 * fetch no longer than this lets him.
 */
export class Turns {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly atOnce: number,
    private readonly longest: number,
  ) {}

  /** `end`: when waiting is given up. @throws Gap TIMED_OUT when no turn came by then, or too many wait; whatever `work` throws */
  async take<T>(end: number, work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1;
    else await this.turn(end);
    try {
      return await work();
    } finally {
      this.pass();
    }
  }

  private turn(end: number): Promise<void> {
    if (this.waiting.size >= this.longest) return Promise.reject(new Gap('TIMED_OUT'));
    return new Promise((done, failed) => {
      const begin = (): void => {
        clearTimeout(timer);
        done();
      };
      const timer = setTimeout(
        () => {
          this.waiting.delete(begin);
          failed(new Gap('TIMED_OUT'));
        },
        Math.max(1, end - Date.now()),
      );
      this.waiting.add(begin);
    });
  }

  /** To whoever waits longest. */
  private pass(): void {
    const [first] = this.waiting;
    if (first === undefined) {
      this.running -= 1;
      return;
    }
    this.waiting.delete(first);
    first();
  }
}
