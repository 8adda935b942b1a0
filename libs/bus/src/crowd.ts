/** LIFE: a matter of life. PRESSING: what opens the way for one, or may answer one. */
export type Urgency = 'ORDINARY' | 'PRESSING' | 'LIFE';

/** Questions that must be late before a service counts as behind: a few slow ones say nothing. */
const lateOnes = 16;
/** Half of the standard time that callers wait (`limits.busTimeoutMs`): what comes behind those that are late would be answered to nobody. */
const lateMs = 2_500;
/** Places beyond those of all: the first for what is pressing, the second for a matter of life alone. */
const [forPressing, forLife] = [16, 16];

/**
 * Questions under way in a service, oldest first. A question that could not be answered in time is refused at once; for what is
 * pressing, and for a matter of life, there are places left then.
 */
export class Crowd {
  /** Questions by the time at which each began. */
  readonly #begun = new Set<{ readonly at: number }>();
  #long = 0;

  constructor(
    /** Places of ordinary questions; half as many are for long ones. */
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `urgency` is asked only where an ordinary question finds no place. */
  admits(urgency: () => Urgency): boolean {
    const count = this.#begun.size;
    if (count < this.most && !this.#isBehind()) return true;
    switch (urgency()) {
      case 'ORDINARY':
        return false;
      case 'PRESSING':
        return count < this.most + forPressing;
      case 'LIFE':
        return count < this.most + forPressing + forLife;
    }
  }

  /** A long question waits for a scanner by design: it takes none of the places above, and its age says nothing. */
  admitsLong(): boolean {
    return this.#long < this.most / 2;
  }

  /** Returns how to end it. */
  enter(): () => void {
    const question = { at: this.now() };
    this.#begun.add(question);
    return () => {
      this.#begun.delete(question);
    };
  }

  /** Returns how to end it. */
  enterLong(): () => void {
    this.#long += 1;
    return () => {
      this.#long -= 1;
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
