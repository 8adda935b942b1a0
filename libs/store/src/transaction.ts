import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { StoreError } from './errors.js';
import { type Haste, urgentOf } from './haste.js';
import { toStoreError } from './sqlstate.js';

/** Who acts, in which step: row-level security reads it. What is left out is set to the empty text. */
export interface Context {
  /** Name of the step of the journey, e.g. `seal-outbox`. */
  readonly step: string;
  readonly officer?: string | undefined;
  readonly authority?: string | undefined;
  readonly compartments?: readonly string[] | undefined;
  /** About what the officer has threads at the desk that asks; left out, and of a step, about anything. */
  readonly openings?: readonly string[] | undefined;
  /** Default: READ COMMITTED. */
  readonly isolation?: 'REPEATABLE READ' | 'SERIALIZABLE';
}

export type Row = Record<string, unknown>;

export interface Tx {
  /**
   * Runs one statement inside the transaction. Values only as parameters: the text is prepared once per connection.
   * `int8` comes as number, `timestamptz` as Date, `bytea` as Buffer.
   * @throws StoreError
   */
  query<T extends object = Row>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /**
   * Runs a statement whose result nobody reads, without waiting for it: it reaches the database in order with all others,
   * and its failure fails the transaction at the commit at the latest.
   */
  send(sql: string, params?: readonly unknown[]): void;
  /** Wakes a step once this transaction has committed; not at all when it is rolled back. */
  wake(step: string, haste?: Haste): void;
  /** Marks the transaction as a matter of life: each step that it wakes runs at once. */
  hurry(): void;
}

const maxAttempts = 5;
const maxPrepared = 500;
const names = new Map<string, string>();

/** A name for the prepared statement; undefined (unprepared) once too many different texts have been seen. */
function statementName(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= maxPrepared) return undefined;
  const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;
  names.set(sql, name);
  return name;
}

// Stricter than SQL needs: the values go into the text of BEGIN, and the compartments are joined by commas.
const plain = /^[A-Za-z0-9._:@-]{1,128}$/;

function literal(member: string, value: string | undefined): string {
  if (value === undefined) return "''";
  if (!plain.test(value)) throw new StoreError('STORE_CONTEXT_INVALID', member);
  return `'${value}'`;
}

function list(member: string, values: readonly string[] = []): string {
  if (values.length > 16) throw new StoreError('STORE_CONTEXT_INVALID', member);
  for (const value of values) literal(member, value);
  return `'${values.join(',')}'`;
}

/** BEGIN and the context in one round trip; `true` makes each setting local to the transaction. */
function opening(context: Context): string {
  const level = context.isolation ?? 'READ COMMITTED';
  return (
    `BEGIN ISOLATION LEVEL ${level}; SELECT ` +
    [
      ['step', literal('step', context.step)],
      ['officer', literal('officer', context.officer)],
      ['authority', literal('authority', context.authority)],
      ['compartments', list('compartments', context.compartments)],
      // No type has this name: what may be opened is nothing, not anything.
      ['openings', list('openings', context.openings?.length === 0 ? ['-'] : context.openings)],
    ]
      .map(([key, value]) => `set_config('liaise.${String(key)}', ${String(value)}, true)`)
      .join(', ')
  );
}

/** SQLSTATE of a statement in a transaction that an earlier one had already ended. */
const isOver = (error: unknown): boolean => error instanceof StoreError && error.detail === '25P02';

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** What a transaction wakes once it has committed. */
interface Wakes {
  readonly steps: Map<string, Haste>;
  life: boolean;
}

async function attempt<T>(
  pool: Pool,
  begin: string,
  fn: (tx: Tx) => Promise<T>,
  wakes: Wakes,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toStoreError(error);
  });
  let isUsable = true;
  try {
    let open = true;
    const sent: Promise<unknown>[] = [];
    const run = <R extends object>(text: string, params: readonly unknown[]) => {
      if (!open) throw new StoreError('STORE_CONTEXT_INVALID', 'query after the transaction');
      const name = statementName(text);
      const values = [...params];
      return client.query<R>(name === undefined ? { text, values } : { name, text, values });
    };
    let failed: unknown;
    const later = (promise: Promise<unknown>): void => {
      // It counts when the transaction ends; until then nobody waits for it.
      promise.catch((error: unknown) => {
        failed ??= error;
      });
      sent.push(promise);
    };
    const tx: Tx = {
      query: async <R extends object>(text: string, params: readonly unknown[] = []) => {
        try {
          return (await run<R>(text, params)).rows;
        } catch (error) {
          throw toStoreError(error);
        }
      },
      send: (text, params = []) => {
        later(run(text, params));
      },
      wake: (step, haste = 'NOW') => {
        wakes.steps.set(step, urgentOf(wakes.steps.get(step), haste));
      },
      hurry: () => {
        wakes.life = true;
      },
    };
    try {
      // The connection is a pipeline: what follows does not wait for the answers to what went before.
      later(client.query(begin));
      const result = await fn(tx);
      open = false;
      const ended = client.query('COMMIT');
      ended.catch(() => undefined);
      for (const promise of sent) await promise;
      // COMMIT of a transaction in which a statement failed and was caught answers ROLLBACK, without an error.
      if ((await ended).command !== 'COMMIT')
        throw new StoreError('STORE_FAILED', 'commit of a failed transaction');
      return result;
    } catch (error) {
      open = false;
      await client.query('ROLLBACK').catch(() => {
        // Not known in which state the connection is.
        isUsable = false;
      });
      // After a statement that nobody waited for had failed, others are only told that the transaction is over.
      throw isOver(error) && failed !== undefined ? failed : error;
    }
  } catch (error) {
    throw toStoreError(error);
  } finally {
    client.release(!isUsable);
  }
}

/**
 * Runs `fn` in one transaction. A serialization failure or deadlock undoes everything and runs `fn` again, at most
 * five times in all, so `fn` must have no effect outside `tx`. A lost connection during COMMIT leaves the outcome
 * unknown to the caller: repeat with the same unique keys.
 * @returns the result of `fn` and the steps to wake.
 * @throws StoreError for everything of the database; errors of `fn` unchanged.
 */
export async function runTransaction<T>(
  pool: Pool,
  context: Context,
  fn: (tx: Tx) => Promise<T>,
): Promise<{ result: T; wakes: ReadonlyMap<string, Haste> }> {
  const begin = opening(context);
  for (let tries = 1; ; tries += 1) {
    const wakes: Wakes = { steps: new Map(), life: false };
    try {
      const result = await attempt(pool, begin, fn, wakes);
      const { steps, life } = wakes;
      return {
        result,
        wakes: life ? new Map([...steps.keys()].map((step) => [step, 'LIFE'])) : steps,
      };
    } catch (error) {
      const again = error instanceof StoreError && error.code === 'STORE_CONFLICT';
      if (!again || tries >= maxAttempts) throw error;
      await pause(2 ** tries * 5);
    }
  }
}
