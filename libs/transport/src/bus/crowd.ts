/** Questions that must be late before a service counts as behind: a few slow ones say nothing. */
const lateOnes = 16;
/** Half of the time that callers wait: what comes behind those that are late would be answered to nobody. */
const lateMs = 2_500;
/** Places that only a matter of life may take, beyond those of all. */
const reserve = 16;

/**
 * Questions under way in a service, oldest first. A question that could not be answered in time is refused at once; for a
 * matter of life there are places left then.
 */
export class Crowd {
  /** When each began. */
  readonly #begun = new Set<{ readonly at: number }>();

  constructor(
    /** Places of ordinary questions. */
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `isLife` is asked only where an ordinary question finds no place. */
  admits(isLife: () => boolean): boolean {
    if (this.#begun.size < this.most && !this.#isBehind()) return true;
    return this.#begun.size < this.most + reserve && isLife();
  }

  /** Returns how to end it. */
  enter(): () => void {
    const question = { at: this.now() };
    this.#begun.add(question);
    return () => {
      this.#begun.delete(question);
    };
  }

  #isBehind(): boolean {
    if (this.#begun.size < lateOnes) return false;
    const before = this.now() - lateMs;
    let late = 0;
    for (const { at } of this.#begun) {
      if (at > before) return false;
      late += 1;
      if (late === lateOnes) return true;
    }
    return false;
  }
}
