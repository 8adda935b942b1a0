import pg from 'pg';
import { StoreError } from './errors.js';
import { toStoreError } from './sqlstate.js';

/** Place of a database and the role to enter as. Unix socket only: `socketDir` is an absolute path. */
export interface Connection {
  readonly socketDir: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

export interface StoreOptions extends Connection {
  /** Most connections the pool may open. */
  readonly poolSize: number;
  /** Shown as `application_name` in `pg_stat_activity`. */
  readonly service: string;
  /** Longest time of one statement; default 10 s. */
  readonly statementTimeoutMs?: number;
  /** Longest wait for a row lock; default 5 s. */
  readonly lockTimeoutMs?: number;
}

/** Reads `int8` as a number. A value above 2^53 is an error, with the SQLSTATE of a value out of range: its row is the reason. */
function parseInt8(value: string): number {
  const parsed = Number(value);
  if (!Number.isSafeInteger(parsed)) throw new StoreError('STORE_FAILED', '22003 int8 above 2^53');
  return parsed;
}

type Parse = (value: string) => unknown;
type ParserOf = (oid: number, format?: 'text' | 'binary') => Parse;

const int8: number = pg.types.builtins.INT8;
const parserOf: ParserOf = pg.types.getTypeParser.bind(pg.types) as ParserOf;
const types = {
  getTypeParser: ((oid, format) => (oid === int8 ? parseInt8 : parserOf(oid, format))) as ParserOf,
};

/** Settings of one connection outside the pool. */
export function clientConfig(connection: Connection, service: string): pg.ClientConfig {
  return {
    host: connection.socketDir,
    port: connection.port,
    database: connection.database,
    user: connection.user,
    password: connection.password,
    application_name: `liaise-${service}`,
    connectionTimeoutMillis: 5_000,
    types,
  };
}

/** The connections of a process. None is open yet. */
export function createPool(options: StoreOptions): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(options, options.service),
    max: options.poolSize,
    // Also the longest wait for one of them: on a busy machine all callers of a service wait for a few.
    connectionTimeoutMillis: 15_000,
    // After a quiet minute the next call need not wait for a login and for each of its statements to be planned again.
    idleTimeoutMillis: 600_000,
    // Statements go out without waiting for the answers to those before; the order stays.
    pipeline: true,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: 60_000,
    // Statements stay prepared: a plan made while a table was empty must not read it whole when it is full. The first texts of a
    // process, more than any service has (`maxPrepared`), are planned once per connection instead of at each of their first uses:
    // with row-level security planning takes longer than running. No plan knows a value: `$1 is null or ...` reads everything, and
    // `limit $1` is taken for a tenth of it. So what may be left out is left out of the text, and a bound that is fixed stands in it.
    options: '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan',
  });
  // A connection that breaks while it is idle is simply replaced; in use, its statement fails.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export interface Admin {
  query<T extends object = Record<string, unknown>>(
    sql: string,
    params?: readonly unknown[],
  ): Promise<T[]>;
}

/**
 * One connection outside any transaction, for what cannot run inside one (CREATE DATABASE, roles, grants).
 * Only set-up, migration and tests use it; services have `Store.transaction`.
 * @throws StoreError
 */
export async function asAdmin<T>(
  connection: Connection,
  fn: (admin: Admin) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(clientConfig(connection, 'admin'));
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await fn({
      query: async <R extends object>(sql: string, params: readonly unknown[] = []) => {
        const result = await client.query<R>(sql, [...params]);
        return result.rows;
      },
    });
  } catch (error) {
    throw toStoreError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
