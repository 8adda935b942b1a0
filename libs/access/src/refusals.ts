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
 * Counts refused calls without a valid session, by call name (`source`), code and minute. Only the counts are logged, so that
 * nobody can flood the custody log.
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

  /** Returns and removes the counts of all minutes that are over. Call every minute and log the counts. */
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
