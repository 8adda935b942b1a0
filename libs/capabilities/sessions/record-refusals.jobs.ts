import { Injectable } from '@nestjs/common';
import { AccessError, RefusalCounter } from '#access';
import { Journal } from '#journal';
import { isCoded, type Right } from '#kernel';
import { Store } from '#store';
import { TrustError } from '#trust';

/** A call as refusals of it are counted. */
export interface Counted {
  /** `<service>.<name>`. */
  readonly pattern: string;
  readonly right: Right | 'open';
}

/**
 * Puts refusals without a valid session on record: counted in memory, one event per call, code and minute, so that
 * nobody can flood the log. A crash loses the counts of the running minute.
 */
@Injectable()
export class RecordRefusals {
  readonly #counter = new RefusalCounter();

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  /**
   * Counts the error of a call when it means that no valid session stood behind it. Of a call that needs none (enrolment,
   * login, an entry that persons signed) every refusal counts: somebody may be trying tokens, keys or signatures.
   */
  note({ pattern, right }: Counted, error: unknown): void {
    if (!isCoded(error) || error.action === 'retry') return;
    const without =
      (error instanceof AccessError && error.code.startsWith('SESSION_')) ||
      (error instanceof TrustError && error.code.startsWith('OFFICER_'));
    if (without || right === 'open') this.#counter.note(pattern, error.code, new Date());
  }

  /** Gives the answer of a call; a refusal of it is counted on its way to the asker. */
  async noting<T>(call: Counted, answer: () => Promise<T>): Promise<T> {
    try {
      return await answer();
    } catch (error) {
      this.note(call, error);
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
