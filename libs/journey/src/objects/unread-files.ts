import type { Sha256 } from '#kernel';

const longestPauseMs = 30_000;
const forgottenMs = 3_600_000;
const most = 1_000;

interface Unread {
  readonly failures: number;
  readonly failedAt: number;
  readonly until: number;
}

/**
 * Attachments of a link that could not be read, each with a pause of 1 to 30 s before it is tried again. In memory: a new
 * start tries all at once.
 */
export class UnreadFiles {
  readonly #files = new Map<Sha256, Unread>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Returns the attachments that the next run leaves out: all but the one that waited longest for its next try. */
  leftOut(): Sha256[] {
    const now = this.now();
    for (const [root, { failedAt }] of this.#files)
      if (now - failedAt > forgottenMs) this.#files.delete(root);
    const [next] = [...this.#files]
      .filter(([, { until }]) => until <= now)
      .sort(([, one], [, other]) => one.until - other.until);
    // It may not be due in the database now; it must not keep others from their turn.
    if (next !== undefined) this.#files.set(next[0], { ...next[1], until: now + longestPauseMs });
    return [...this.#files.keys()].filter((root) => root !== next?.[0]);
  }

  /** Notes a failure. Returns the number of failures in a row. */
  noteFailure(root: Sha256): number {
    const failures = (this.#files.get(root)?.failures ?? 0) + 1;
    const failedAt = this.now();
    const pause = Math.min(1_000 * 2 ** (failures - 1), longestPauseMs);
    this.#files.delete(root);
    this.#files.set(root, { failures, failedAt, until: failedAt + pause });
    const [oldest] = this.#files.keys();
    if (this.#files.size > most && oldest !== undefined) this.#files.delete(oldest);
    return failures;
  }

  forget(root: Sha256): void {
    this.#files.delete(root);
  }
}
