import { phrase } from '#kernel';
import type { Client, ClientBase, Pool, PoolClient, QueryResult } from 'pg';
import { StoreError } from './errors.js';
import { type Haste, urgentOf } from './haste.js';
import { OneWrite } from './socket/one-write.js';
import { toStoreError } from './sqlstate.js';

/** Identity under which a transaction runs; row-level security reads these members as settings, except `isolation`. */
export interface Context {
  readonly step: string;
  readonly officer?: string | undefined;
  readonly authority?: string | undefined;
  readonly compartments?: readonly string[] | undefined;
  /**
   * Types of this State's own requests that the officer may see; undefined means all types. Background steps leave it
   * undefined.
   */
  readonly openings?: readonly string[] | undefined;
  readonly isolation?: 'REPEATABLE READ' | 'SERIALIZABLE';
}

export type Row = Record<string, unknown>;

export interface Tx {
  /**
   * Runs one prepared statement; values pass as parameters only. Returns `int8` as number, `timestamptz` as Date,
   * `bytea` as Buffer.
   * @throws StoreError
   */
  query<T extends object = Row>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /**
   * Sends an SQL statement without waiting; statements run in call order. A failure fails the transaction, at `commit` at the
   * latest.
   */
  send(sql: string, params?: readonly unknown[]): void;
  wake(step: string, haste?: Haste): void;
  /** Marks the transaction as urgent for a risk to life: the steps that it wakes run immediately. */
  hurry(): void;
  /**
   * Runs `fn` after a savepoint. If `fn` fails, undoes the writes of `fn`, not the wake-ups, and throws the error. @throws
   * StoreError STORE_CONTEXT_INVALID inside another `attempt`
   */
  attempt<T>(fn: () => Promise<T>): Promise<T>;
}

const maxPrepared = 500;
const prepared = new WeakMap<ClientBase, Map<string, string>>();

function namesOf(client: ClientBase): Map<string, string> {
  const known = prepared.get(client);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  prepared.set(client, names);
  return names;
}

/** @returns name of the prepared statement on this connection; undefined (unprepared) after too many different texts */
export function statementName(client: ClientBase, sql: string): string | undefined {
  const names = namesOf(client);
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= maxPrepared) return undefined;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}

// Nothing follows that could leave in the same write, and locks are held until the end.
function flush(client: PoolClient): void {
  const { stream } = (client as PoolClient & Pick<Client, 'connection'>).connection;
  if (stream instanceof OneWrite) stream.flush();
}

// Stricter than SQL demands: the values stand in the text of BEGIN, and compartments are joined by commas.
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

function settings(context: Context): string {
  return (
    'SELECT ' +
    [
      ['step', literal('step', context.step)],
      ['officer', literal('officer', context.officer)],
      ['authority', literal('authority', context.authority)],
      ['compartments', list('compartments', context.compartments)],
      // An empty list means nothing may be seen, but the empty setting means everything: `-` is the name of no type.
      ['openings', list('openings', context.openings?.length === 0 ? ['-'] : context.openings)],
    ]
      .map(([key, value]) => `set_config('liaise.${String(key)}', ${String(value)}, true)`)
      .join(', ')
  );
}

export function assertContext(context: Context): void {
  settings(context);
}

const levelOf = ({ isolation }: Context): string => isolation ?? 'READ COMMITTED';

const opening = (context: Context): string =>
  `BEGIN ISOLATION LEVEL ${levelOf(context)}; ${settings(context)}`;

const isOver = (error: unknown): boolean => error instanceof StoreError && error.detail === '25P02';

/** Open transaction on its own connection. The caller ends it exactly once, by `commit` or `rollback`. */
export class Transaction {
  readonly tx: Tx;
  readonly #wakes = new Map<string, Haste>();
  #isLife = false;
  #isPart = false;
  #open = true;
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
        this.#later(this.#runStatement(text, params));
      },
      wake: (step, haste = 'NOW') => {
        this.#wakes.set(step, urgentOf(this.#wakes.get(step), haste));
      },
      hurry: () => {
        this.#isLife = true;
      },
      attempt: (fn) => this.#attempt(fn),
    };
    // The connection pipelines: BEGIN is not awaited.
    this.#later(client.query(begin));
  }

  get wakes(): ReadonlyMap<string, Haste> {
    if (!this.#isLife) return this.#wakes;
    return new Map([...this.#wakes.keys()].map((step) => [step, 'LIFE']));
  }

  static async begin(pool: Pool, context: Context): Promise<Transaction> {
    const begin = opening(context);
    try {
      return new Transaction(await pool.connect(), levelOf(context), begin);
    } catch (error) {
      throw toStoreError(error);
    }
  }

  /**
   * Continues the transaction under another context. @returns true; false if the context needs another isolation level
   * @throws StoreError STORE_CONTEXT_INVALID if a member of the context is malformed
   */
  goOn(context: Context): boolean {
    if (levelOf(context) !== this.level) return false;
    this.#later(this.client.query(settings(context)));
    return true;
  }

  /** @throws StoreError, also when a statement that `send` sent earlier has failed */
  async commit(): Promise<void> {
    try {
      this.#open = false;
      const ended = this.client.query('COMMIT');
      ended.catch(() => undefined);
      flush(this.client);
      for (const promise of this.#sent) await promise;
      // COMMIT answers ROLLBACK, without an error, when a statement failed and the caller caught its error.
      if ((await ended).command !== 'COMMIT')
        throw new StoreError('STORE_FAILED', phrase`commit of a failed transaction`);
    } catch (error) {
      throw await this.rollback(error);
    }
    this.client.release();
  }

  /** Undoes all writes. @returns the error to throw: `error`, or the error of an earlier `send` statement that caused `error` */
  async rollback(error: unknown): Promise<unknown> {
    this.#open = false;
    let isUsable = true;
    const ended = this.client.query('ROLLBACK').catch(() => {
      // The state of the connection is unknown.
      isUsable = false;
    });
    flush(this.client);
    await ended;
    this.client.release(!isUsable);
    // After an unawaited statement failed, later ones only report an aborted transaction: the first error tells more.
    return toStoreError(isOver(error) && this.#failed !== undefined ? this.#failed : error);
  }

  async #query<R extends object>(text: string, params: readonly unknown[]): Promise<R[]> {
    try {
      return (await this.#runStatement<R>(text, params)).rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }

  #runStatement<R extends object>(
    text: string,
    params: readonly unknown[],
  ): Promise<QueryResult<R>> {
    if (!this.#open)
      throw new StoreError('STORE_CONTEXT_INVALID', phrase`query after the transaction`);
    const name = statementName(this.client, text);
    const values = [...params];
    return this.client.query<R>(name === undefined ? { text, values } : { name, text, values });
  }

  #later(promise: Promise<unknown>): void {
    // A failure counts at the end of the transaction; no one waits for the promise until then.
    promise.catch((error: unknown) => {
      this.#failed ??= error;
    });
    this.#sent.push(promise);
  }

  async #attempt<T>(fn: () => Promise<T>): Promise<T> {
    if (this.#isPart) throw new StoreError('STORE_CONTEXT_INVALID', phrase`a part of a part`);
    this.#isPart = true;
    // An earlier failure fails the transaction, not this part.
    const before = this.#sent;
    this.#sent = [];
    this.#later(this.client.query('SAVEPOINT part'));
    try {
      const result = await fn();
      this.#sent.unshift(...before);
      return result;
    } catch (error) {
      // Waits for every answer before the undo; failures of undone statements do not count.
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
