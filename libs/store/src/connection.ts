import { phrase } from '#kernel';
import pg from 'pg';
import { StoreError } from './errors.js';
import { OneWrite } from './socket/one-write.js';
import { toStoreError } from './sqlstate.js';

/** Database and role for a login. `socketDir` is the absolute path of the Unix socket's folder; TCP is not used. */
export interface Connection {
  readonly socketDir: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

export interface StoreOptions extends Connection {
  readonly poolSize: number;
  readonly service: string;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
}

// Reads `int8` as a number. A value above 2^53 is an error with the SQLSTATE of a value out of range: the row
// is at fault.
function parseInt8(value: string): number {
  const parsed = Number(value);
  if (!Number.isSafeInteger(parsed))
    throw new StoreError('STORE_FAILED', phrase`22003 int8 above 2^53`);
  return parsed;
}

type Parse = (value: string) => unknown;
type ParserOf = (oid: number, format?: 'text' | 'binary') => Parse;

const int8: number = pg.types.builtins.INT8;
const parserOf: ParserOf = pg.types.getTypeParser.bind(pg.types) as ParserOf;
const types = {
  getTypeParser: ((oid, format) => (oid === int8 ? parseInt8 : parserOf(oid, format))) as ParserOf,
};

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

export function createPool(options: StoreOptions): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(options, options.service),
    stream: () => new OneWrite(),
    max: options.poolSize,
    // Also the longest wait for a free connection: on a busy machine all callers of a service wait for a few.
    connectionTimeoutMillis: 15_000,
    // Idle connections stay for ten minutes: a new one needs a login and plans each statement anew.
    idleTimeoutMillis: 600_000,
    // Statements are sent without waiting for earlier answers; the order stays.
    pipeline: true,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: 60_000,
    // Statements stay prepared, and their plans are generic and kept. So no plan may read a table whole because the
    // table was empty when planned, hence no sequential scans. With row-level security planning takes longer than
    // running, so each text is planned once per connection (`maxPrepared` texts at most). A generic plan knows no
    // value: `$1 is null or ...` reads everything, and `limit $1` counts as a tenth of the table. So optional
    // conditions are left out of the text, and fixed limits stand in it.
    options: '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan',
  });
  // A connection that breaks while idle is replaced; in use, its statement fails.
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
 * Runs `fn` on one connection outside any transaction, because CREATE DATABASE cannot run inside one. Only set-up, migration
 * and tests call it. @throws StoreError
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
