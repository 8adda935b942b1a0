export interface CountedRefusals {
  readonly source: string;
  readonly code: string;
  readonly from: Date;
  readonly count: number;
}

const minute = 60_000;
const maxKeys = 1_000;
const maxLength = 64;
const others = 'others';

const keyOf = (source: string, code: string, from: number): string => `${from} ${code} ${source}`;

/**
 * Counts refused calls without a valid session, so that nobody can flood the custody log. Holds one count for each
 * source, code and minute, 1,000 at most; a crash loses the current minute.
 */
export class RefusalCounter {
  readonly #counts = new Map<string, CountedRefusals>();

  note(source: string, code: string, at: Date): void {
    const from = Math.floor(at.getTime() / minute) * minute;
    const asked = source.slice(0, maxLength);
    const full = this.#counts.size >= maxKeys && !this.#counts.has(keyOf(asked, code, from));
    const name = full ? others : asked;
    const key = keyOf(name, code, from);
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { source: name, code, from: new Date(from), count });
  }

  /** Returns and clears the counts of finished minutes, which the caller must record. Call it every minute. */
  takeFinished(now: Date): readonly CountedRefusals[] {
    const running = Math.floor(now.getTime() / minute) * minute;
    const due: CountedRefusals[] = [];
    for (const [key, counted] of this.#counts)
      if (counted.from.getTime() < running) {
        due.push(counted);
        this.#counts.delete(key);
      }
    return due;
  }
}
