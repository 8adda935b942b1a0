export class NoTurn extends Error {
  constructor() {
    super('no turn');
  }
}

interface Waiting {
  readonly officer: string;
  readonly begin: () => void;
}

/**
 * Limits simultaneous work, in total and for each officer. The waiting officer with the least running work is next, so that
 * bulk downloads block nobody.
 */
export class Turns {
  private all = 0;
  private readonly running = new Map<string, number>();
  private readonly waiting = new Set<Waiting>();

  constructor(
    private readonly atOnce: number,
    private readonly perOfficer: number,
    private readonly longest: number,
  ) {}

  /**
   * Waits for the officer's turn, until `end` (ms since 1970) at most. Then runs `work`, with `hasWaited` false if no wait
   * was necessary. @throws NoTurn if no turn came until `end` or too many calls wait; errors of `work`
   */
  async runInTurn<T>(
    end: number,
    officer: string,
    work: (hasWaited: boolean) => Promise<T>,
  ): Promise<T> {
    const waits = !this.isFree(officer);
    if (waits) await this.turn(end, officer);
    else this.count(officer, 1);
    try {
      return await work(waits);
    } finally {
      this.count(officer, -1);
      this.pass();
    }
  }

  private turn(end: number, officer: string): Promise<void> {
    if (this.waiting.size >= this.longest) return Promise.reject(new NoTurn());
    return new Promise((done, failed) => {
      const begin = (): void => {
        clearTimeout(timer);
        done();
      };
      const own = { officer, begin };
      const timer = setTimeout(
        () => {
          this.waiting.delete(own);
          failed(new NoTurn());
        },
        Math.max(1, end - Date.now()),
      );
      this.waiting.add(own);
    });
  }

  private pass(): void {
    let next: Waiting | undefined;
    for (const each of this.waiting) {
      if (!this.isFree(each.officer)) continue;
      if (next === undefined || this.runningOf(each.officer) < this.runningOf(next.officer))
        next = each;
    }
    if (next === undefined) return;
    this.waiting.delete(next);
    this.count(next.officer, 1);
    next.begin();
  }

  private isFree(officer: string): boolean {
    return this.all < this.atOnce && this.runningOf(officer) < this.perOfficer;
  }

  private runningOf(officer: string): number {
    return this.running.get(officer) ?? 0;
  }

  private count(officer: string, by: 1 | -1): void {
    this.all += by;
    const now = this.runningOf(officer) + by;
    if (now === 0) this.running.delete(officer);
    else this.running.set(officer, now);
  }
}
