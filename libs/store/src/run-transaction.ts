import type { Pool } from 'pg';
import { StoreError } from './errors.js';
import type { Haste } from './haste.js';
import { assertContext, Transaction, type Context, type Tx } from './transaction.js';

const maxAttempts = 5;

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/**
 * Open transaction that one caller may continue. `takeTransaction` gives the transaction to the first caller; later callers get
 * undefined and begin their own.
 */
export class Continuation {
  #left: Transaction | undefined;

  constructor(transaction: Transaction) {
    this.#left = transaction;
  }

  takeTransaction(): Transaction | undefined {
    const left = this.#left;
    this.#left = undefined;
    return left;
  }

  async end(): Promise<void> {
    await this.takeTransaction()?.commit();
  }
}

async function opened(pool: Pool, context: Context, left?: Continuation): Promise<Transaction> {
  // Checked first: a wrong context must not take the open transaction.
  assertContext(context);
  const transaction = left?.takeTransaction();
  if (transaction === undefined) return Transaction.begin(pool, context);
  if (transaction.goOn(context)) return transaction;
  await transaction.commit();
  return Transaction.begin(pool, context);
}

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
 * Runs `fn` as `runTransaction` does, but leaves the transaction open.
 * @returns the result of `fn`, and the transaction for the caller to continue or end
 */
export function beginTransaction<T>(
  pool: Pool,
  context: Context,
  fn: (tx: Tx) => Promise<T>,
): Promise<Begun<T>> {
  return untilDone(async () => begun(await Transaction.begin(pool, context), fn));
}

/**
 * Runs `fn`, up to five times on conflicts, so `fn` must act only through `tx`. If COMMIT loses the connection, its outcome
 * is unknown. @returns the result of `fn` and the steps to wake @throws StoreError for errors of the database; errors of `fn`
 * unchanged
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
