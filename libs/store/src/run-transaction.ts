import type { Pool } from 'pg';
import { StoreError } from './errors.js';
import type { Haste } from './haste.js';
import { requireContext, Transaction, type Context, type Tx } from './transaction.js';

const maxAttempts = 5;

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Transaction left open for whoever comes first; who comes later, or not at all, has no part in it. */
export class Continuation {
  #left: Transaction | undefined;

  constructor(transaction: Transaction) {
    this.#left = transaction;
  }

  take(): Transaction | undefined {
    const left = this.#left;
    this.#left = undefined;
    return left;
  }

  /** Commits what nobody went on with. @throws StoreError */
  async end(): Promise<void> {
    await this.take()?.commit();
  }
}

/** Begins a transaction, or goes on in one that was left open. */
async function opened(pool: Pool, context: Context, left?: Continuation): Promise<Transaction> {
  // Before anything is taken: what is no context goes on nowhere.
  requireContext(context);
  const transaction = left?.take();
  if (transaction === undefined) return Transaction.begin(pool, context);
  if (transaction.goOn(context)) return transaction;
  await transaction.commit();
  return Transaction.begin(pool, context);
}

/** Runs `work` again after a serialization failure or a deadlock, at most five times in all. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work();
    } catch (error) {
      const isConflict = error instanceof StoreError && error.code === 'STORE_CONFLICT';
      if (!isConflict || tries >= maxAttempts) throw error;
      await pause(2 ** tries * 5);
    }
}

interface Begun<T> {
  readonly result: T;
  readonly open: Transaction;
}

async function begun<T>(open: Transaction, fn: (tx: Tx) => Promise<T>): Promise<Begun<T>> {
  try {
    return { result: await fn(open.tx), open };
  } catch (error) {
    throw await open.rollback(error);
  }
}

/**
 * Runs `fn` in one transaction and leaves it open; errors and repetition as `runTransaction`.
 * @returns the result of `fn` and what is to be ended.
 */
export function beginTransaction<T>(
  pool: Pool,
  context: Context,
  fn: (tx: Tx) => Promise<T>,
): Promise<Begun<T>> {
  return untilDone(async () => begun(await Transaction.begin(pool, context), fn));
}

/**
 * Runs `fn` in one transaction, in the one that was left open if there is one. A serialization failure or deadlock undoes
 * everything and runs `fn` again, at most five times in all, so `fn` must have no effect outside `tx`. A lost connection during
 * COMMIT leaves the outcome unknown to the caller: repeat with the same unique keys.
 * @returns the result of `fn` and the steps to wake.
 * @throws StoreError for everything of the database; errors of `fn` unchanged.
 */
export function runTransaction<T>(
  pool: Pool,
  context: Context,
  fn: (tx: Tx) => Promise<T>,
  left?: Continuation,
): Promise<{ result: T; wakes: ReadonlyMap<string, Haste> }> {
  return untilDone(async () => {
    const { result, open } = await begun(await opened(pool, context, left), fn);
    await open.commit();
    return { result, wakes: open.wakes };
  });
}
