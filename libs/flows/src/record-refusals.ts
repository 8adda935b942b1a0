import { AccessError, RefusalCounter } from '#access';
import type { Journal } from '#journal';
import type { Store } from '#store';
import { TrustError } from '#trust';

/**
 * Puts refusals without a valid session on record: counted in memory, one event per call, code and minute, so that
 * nobody can flood the log. A crash loses the counts of the running minute.
 */
export class RecordRefusals {
  readonly #counter = new RefusalCounter();

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  /** Counts the error of a call when it means that no valid session stood behind it; others are not its matter. */
  note(pattern: string, error: unknown): void {
    const refused =
      (error instanceof AccessError && /^(SESSION|LOGIN)_/.test(error.code)) ||
      (error instanceof TrustError && error.code.startsWith('OFFICER_'));
    if (refused) this.#counter.note(pattern, error.code, new Date());
  }

  /** Gives the answer of a call; a refusal of it is counted on its way to the asker. */
  async noting<T>(pattern: string, answer: () => Promise<T>): Promise<T> {
    try {
      return await answer();
    } catch (error) {
      this.note(pattern, error);
      throw error;
    }
  }

  /** Writes down the minutes that are over. Call it every minute; returns how many entries there were. */
  async run(now = new Date()): Promise<number> {
    const due = this.#counter.take(now);
    if (due.length === 0) return 0;
    await this.store.transaction({ step: 'record-refusals' }, (tx) =>
      this.journal.recordAll(
        tx,
        due.map(({ source, code, count }) => {
          return { typ: 'access.denied', data: { rule: source, count }, reason: code } as const;
        }),
      ),
    );
    return due.length;
  }
}
