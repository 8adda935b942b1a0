import { createHash } from 'node:crypto';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { StoreError } from './errors.js';
import { type Haste, urgentOf } from './haste.js';
import { toStoreError } from './sqlstate.js';

/** Actor and step of a transaction: row-level security reads them. What is left out is set to the empty text. */
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
  /**
   * Runs `fn` behind a savepoint; not inside another one. Its failure undoes what it wrote and is thrown; what came before
   * still stands, and the transaction may go on. What it has woken stays woken.
   * @throws StoreError STORE_CONTEXT_INVALID inside another one
   */
  attempt<T>(fn: () => Promise<T>): Promise<T>;
}

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

/** Makes the context local to the transaction. */
function settings(context: Context): string {
  return (
    'SELECT ' +
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

/** @throws StoreError STORE_CONTEXT_INVALID naming the member */
export function requireContext(context: Context): void {
  settings(context);
}

const levelOf = ({ isolation }: Context): string => isolation ?? 'READ COMMITTED';

/** BEGIN and the context in one round trip. */
const opening = (context: Context): string =>
  `BEGIN ISOLATION LEVEL ${levelOf(context)}; ${settings(context)}`;

/** SQLSTATE of a statement in a transaction that an earlier one had already ended. */
const isOver = (error: unknown): boolean => error instanceof StoreError && error.detail === '25P02';

/** An open transaction on a connection of its own. It ends exactly once, by `commit` or `rollback`. */
export class Transaction {
  readonly tx: Tx;
  readonly #wakes = new Map<string, Haste>();
  #isLife = false;
  /** Within `attempt`. */
  #isPart = false;
  #open = true;
  /** Statements whose results nobody has awaited yet. */
  #sent: Promise<unknown>[] = [];
  #failed: unknown;

  private constructor(
    private readonly client: PoolClient,
    private readonly level: string,
    begin: string,
  ) {
    this.tx = {
      query: (text, params = []) => this.#query(text, params),
      send: (text, params = []) => {
        this.#later(this.#run(text, params));
      },
      wake: (step, haste = 'NOW') => {
        this.#wakes.set(step, urgentOf(this.#wakes.get(step), haste));
      },
      hurry: () => {
        this.#isLife = true;
      },
      attempt: (fn) => this.#attempt(fn),
    };
    // The connection is a pipeline: what follows does not wait for the answers to what went before.
    this.#later(client.query(begin));
  }

  /** Steps to wake after the commit. */
  get wakes(): ReadonlyMap<string, Haste> {
    if (!this.#isLife) return this.#wakes;
    return new Map([...this.#wakes.keys()].map((step) => [step, 'LIFE']));
  }

  /** @throws StoreError STORE_UNAVAILABLE, STORE_CONTEXT_INVALID */
  static async begin(pool: Pool, context: Context): Promise<Transaction> {
    const begin = opening(context);
    try {
      return new Transaction(await pool.connect(), levelOf(context), begin);
    } catch (error) {
      throw toStoreError(error);
    }
  }

  /** Goes on as somebody else; false when that needs another isolation. @throws StoreError STORE_CONTEXT_INVALID */
  goOn(context: Context): boolean {
    if (levelOf(context) !== this.level) return false;
    this.#later(this.client.query(settings(context)));
    return true;
  }

  /** @throws StoreError also for a statement that was sent before and failed */
  async commit(): Promise<void> {
    try {
      this.#open = false;
      const ended = this.client.query('COMMIT');
      ended.catch(() => undefined);
      for (const promise of this.#sent) await promise;
      // COMMIT of a transaction in which a statement failed and was caught answers ROLLBACK, without an error.
      if ((await ended).command !== 'COMMIT')
        throw new StoreError('STORE_FAILED', 'commit of a failed transaction');
    } catch (error) {
      throw await this.rollback(error);
    }
    this.client.release();
  }

  /** Undoes everything. Returns what is to be thrown for `error`. */
  async rollback(error: unknown): Promise<unknown> {
    this.#open = false;
    let isUsable = true;
    await this.client.query('ROLLBACK').catch(() => {
      // Not known in which state the connection is.
      isUsable = false;
    });
    this.client.release(!isUsable);
    // After a statement that nobody waited for had failed, others are only told that the transaction is over.
    return toStoreError(isOver(error) && this.#failed !== undefined ? this.#failed : error);
  }

  async #query<R extends object>(text: string, params: readonly unknown[]): Promise<R[]> {
    try {
      return (await this.#run<R>(text, params)).rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }

  #run<R extends object>(text: string, params: readonly unknown[]): Promise<QueryResult<R>> {
    if (!this.#open) throw new StoreError('STORE_CONTEXT_INVALID', 'query after the transaction');
    const name = statementName(text);
    const values = [...params];
    return this.client.query<R>(name === undefined ? { text, values } : { name, text, values });
  }

  #later(promise: Promise<unknown>): void {
    // It counts when the transaction ends; until then nobody waits for it.
    promise.catch((error: unknown) => {
      this.#failed ??= error;
    });
    this.#sent.push(promise);
  }

  async #attempt<T>(fn: () => Promise<T>): Promise<T> {
    if (this.#isPart) throw new StoreError('STORE_CONTEXT_INVALID', 'a part of a part');
    this.#isPart = true;
    // What failed before fails the transaction, not this part of it.
    const before = this.#sent;
    this.#sent = [];
    this.#later(this.client.query('SAVEPOINT part'));
    try {
      const result = await fn();
      this.#sent.unshift(...before);
      return result;
    } catch (error) {
      // Every answer is in before the undoing begins; what was sent in vain counts for nothing.
      await Promise.allSettled(this.#sent);
      this.#sent = before;
      await Promise.all(before).catch((earlier: unknown) => {
        throw toStoreError(earlier);
      });
      const thrown = isOver(error) && this.#failed !== undefined ? this.#failed : error;
      this.#failed = undefined;
      await this.client.query('ROLLBACK TO SAVEPOINT part').catch((gone: unknown) => {
        throw toStoreError(gone);
      });
      throw toStoreError(thrown);
    } finally {
      this.#isPart = false;
    }
  }
}
