import { Injectable } from '@nestjs/common';
import { AccessError, RefusalCounter } from '#access';
import { Journal } from '#journal';
import { isCoded, type Right } from '#kernel';
import { Store } from '#store';
import { TrustError } from '#trust';

export interface Counted {
  readonly pattern: string;
  readonly right: Right | 'open';
}

/**
 * Counts refused calls without a valid session. Logs one event a minute per `pattern` and error code; a crash loses the
 * current minute.
 */
@Injectable()
export class RecordRefusals {
  readonly #counter = new RefusalCounter();

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  /**
   * Counts the refusal of a call without a valid session; ignores all other errors. An attacker may be guessing tokens or
   * keys.
   */
  note({ pattern, right }: Counted, error: unknown): void {
    if (!isCoded(error) || error.action === 'retry') return;
    const without =
      (error instanceof AccessError && error.code.startsWith('SESSION_')) ||
      (error instanceof TrustError && error.code.startsWith('OFFICER_'));
    if (without || right === 'open') this.#counter.note(pattern, error.code, new Date());
  }

  async noting<T>(call: Counted, answer: () => Promise<T>): Promise<T> {
    try {
      return await answer();
    } catch (error) {
      this.note(call, error);
      throw error;
    }
  }

  async run(now = new Date()): Promise<number> {
    const due = this.#counter.takeFinished(now);
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
