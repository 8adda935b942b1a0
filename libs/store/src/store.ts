import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool } from 'pg';
import { checkDurability } from './checks.js';
import { createPool, type StoreOptions } from './connection.js';
import type { Haste } from './haste.js';
import { Notifier } from './notify.js';
import { toStoreError } from './sqlstate.js';
import { beginTransaction, Continuation, pause, runTransaction } from './run-transaction.js';
import type { Context, Tx } from './transaction.js';

export class Store {
  readonly #pool: Pool;
  readonly #notifier: Notifier;
  readonly #left = new AsyncLocalStorage<Continuation>();

  constructor(options: StoreOptions) {
    this.#pool = createPool(options);
    this.#notifier = new Notifier(options, options.service);
  }

  /**
   * Connects. Retries for up to `waitMs` while the database starts; 0, the default, means one attempt.
   * @throws StoreError STORE_UNAVAILABLE
   */
  async open(waitMs = 0): Promise<void> {
    const until = performance.now() + waitMs;
    for (;;) {
      try {
        (await this.#pool.connect()).release();
        this.#notifier.start();
        return;
      } catch (error) {
        if (performance.now() >= until) throw toStoreError(error);
        await pause(100);
      }
    }
  }

  /** Waits for running transactions, then closes the connections. Call it after all loops have stopped. */
  async close(): Promise<void> {
    await this.#notifier.stop();
    if (this.#pool.ending) return;
    await this.#pool.end();
    // The last words of each connection leave before the process may end.
    await new Promise((done) => setImmediate(done));
  }

  async transaction<T>(context: Context, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const left = this.#left.getStore();
    const { result, wakes } = await runTransaction(this.#pool, context, fn, left);
    for (const [step, haste] of wakes) this.wake(step, haste);
    return result;
  }

  /**
   * Runs `first`, then `then`; the first transaction in `then` continues the transaction of `first`. `first` must only read;
   * a retry does not repeat it.
   */
  async continued<T, R>(
    context: Context,
    first: (tx: Tx) => Promise<T>,
    then: (result: T) => Promise<R>,
  ): Promise<R> {
    const begun = await beginTransaction(this.#pool, context, first);
    const left = new Continuation(begun.open);
    try {
      return await this.#left.run(left, () => then(begun.result));
    } finally {
      await left.end();
    }
  }

  /**
   * Wakes a step in every listening process; call it only after the commit. A wake-up may be lost, so loops also poll.
   */
  wake(step: string, haste: Haste = 'NOW'): void {
    this.#notifier.wake(step, haste);
  }

  listen(step: string, handler: (haste: Haste) => void): () => void {
    return this.#notifier.listen(step, handler);
  }

  async checkDurability(): Promise<void> {
    await this.transaction({ step: 'check-durability' }, checkDurability);
  }
}
