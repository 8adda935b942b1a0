/** Urgency of a call. `LIFE` reports danger; `PRESSING` concerns a session, claim or answer. */
export type Urgency = 'ORDINARY' | 'PRESSING' | 'LIFE';

// Late questions from which a service counts as behind; fewer are normal.
const lateOnes = 16;
// Half of the default time (ms) that callers wait (`limits.busTimeoutMs`): behind late questions, answers
// would come too late.
const lateMs = 2_500;
// Extra places: the first for PRESSING, the second for LIFE alone.
const [forPressing, forLife] = [16, 16];

/** Limits the calls that a service answers at the same time. PRESSING and LIFE calls may exceed the limit of ordinary calls. */
export class Crowd {
  readonly #begun = new Set<{ readonly at: number }>();
  #long = 0;

  constructor(
    /** Maximum number of ordinary calls in progress. In addition, half as many long calls may run. */
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** True if the service may answer one more call. Calls `urgency` only if an ordinary call would be refused. */
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

  admitsLong(): boolean {
    return this.#long < this.most / 2;
  }

  enter(): () => void {
    const question = { at: this.now() };
    this.#begun.add(question);
    return () => {
      this.#begun.delete(question);
    };
  }

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
