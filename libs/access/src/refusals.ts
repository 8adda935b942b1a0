/** Refusals of one source within one minute: one entry of the log. */
export interface CountedRefusals {
  /** Asker: an address, or `others` for all beyond the bound. */
  readonly source: string;
  readonly code: string;
  /** Begin of the minute. */
  readonly from: Date;
  readonly count: number;
}

const minute = 60_000;
const maxKeys = 1_000;
const maxLength = 64;
const others = 'others';

const keyOf = (source: string, code: string, from: number): string => `${from} ${code} ${source}`;

/**
 * Counts refusals without a valid session, so that they are on record and yet nobody can flood the log: one entry per
 * source, code and minute, at most a thousand at a time, what is beyond counted together. One per process, in memory: a
 * crash loses the counts of the running minute.
 */
export class RefusalCounter {
  readonly #counts = new Map<string, CountedRefusals>();

  /** `code` is one of the closed lists of codes. */
  note(source: string, code: string, at: Date): void {
    const from = Math.floor(at.getTime() / minute) * minute;
    const asked = source.slice(0, maxLength);
    const full = this.#counts.size >= maxKeys && !this.#counts.has(keyOf(asked, code, from));
    const name = full ? others : asked;
    const key = keyOf(name, code, from);
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { source: name, code, from: new Date(from), count });
  }

  /** Counts of minutes that are over, and forgets them: write them down in the same breath. Call it every minute. */
  take(now: Date): readonly CountedRefusals[] {
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
