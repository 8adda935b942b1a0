import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool } from 'pg';
import { checkDurability } from './checks.js';
import { createPool, type StoreOptions } from './connection.js';
import type { Haste } from './haste.js';
import { Bell } from './notify.js';
import { toStoreError } from './sqlstate.js';
import { beginTransaction, Continuation, pause, runTransaction } from './run-transaction.js';
import type { Context, Tx } from './transaction.js';

/** Access of a service to its tables; one per process. */
export class Store {
  readonly #pool: Pool;
  readonly #bell: Bell;
  readonly #left = new AsyncLocalStorage<Continuation>();

  constructor(options: StoreOptions) {
    this.#pool = createPool(options);
    this.#bell = new Bell(options, options.service);
  }

  /**
   * Connects, and waits up to `waitMs` (default 0: one attempt) for a database that is starting.
   * @throws StoreError STORE_UNAVAILABLE
   */
  async open(waitMs = 0): Promise<void> {
    const until = performance.now() + waitMs;
    for (;;) {
      try {
        (await this.#pool.connect()).release();
        this.#bell.start();
        return;
      } catch (error) {
        if (performance.now() >= until) throw toStoreError(error);
        await pause(100);
      }
    }
  }

  /** Waits for running transactions; stop pumps first. */
  async close(): Promise<void> {
    await this.#bell.stop();
    if (!this.#pool.ending) await this.#pool.end();
  }

  async transaction<T>(context: Context, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const left = this.#left.getStore();
    const { result, wakes } = await runTransaction(this.#pool, context, fn, left);
    for (const [step, haste] of wakes) this.wake(step, haste);
    return result;
  }

  /**
   * Runs `first`; the first transaction of `then` continues in the same one, under its own context. `first` may only
   * read, and is not repeated after a conflict.
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

  /** Wakes a step in every listening process; call it only after the commit. May be lost: pumps also poll. */
  wake(step: string, haste: Haste = 'NOW'): void {
    this.#bell.wake(step, haste);
  }

  listen(step: string, handler: (haste: Haste) => void): () => void {
    return this.#bell.listen(step, handler);
  }

  async checkDurability(): Promise<void> {
    await this.transaction({ step: 'check-durability' }, checkDurability);
  }
}
