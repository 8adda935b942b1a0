import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCoded } from '#kernel';
import { PostgresCluster } from '#runner';
import pg from 'pg';
import {
  asAdmin,
  type Connection,
  migrate,
  type MigrationClass,
  migrations,
  migrations as all,
  Store,
} from '#store';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { clientConfig } from '../../libs/store/src/connection.js';
import { toStoreError } from '../../libs/store/src/sqlstate.js';
import { statementName } from '../../libs/store/src/transaction.js';
import { folderOfRun } from './suite.js';

export class TestPostgres {
  readonly #passwords = new Map<string, string>();
  readonly #logins = new Set<string>();
  readonly #templates = new Map<readonly MigrationClass[], Promise<string>>();

  readonly #copies: string[] = [];

  private constructor(
    readonly cluster: PostgresCluster,
    isReady: boolean,
  ) {
    if (!isReady) return;
    this.#templates.set(all, Promise.resolve(ready.template));
    this.#copies.push(...ready.copies);
  }

  static async start(): Promise<TestPostgres> {
    const dir = mkdtempSync(join(process.env['TEST_RUN_FOLDER'] ?? tmpdir(), 'liaise-pg-'));
    chmodSync(dir, 0o711);
    const isReady = await putReadyCluster(dir);
    const cluster = new PostgresCluster(dir);
    await cluster.init();
    await cluster.start();
    return new TestPostgres(cluster, isReady);
  }

  async stop(): Promise<void> {
    await endOwners(this.cluster.socketDir);
    await this.cluster.stop();
    rmSync(this.cluster.dir, { recursive: true, force: true });
    rmSync(this.cluster.socketDir, { recursive: true, force: true });
  }

  /**
   * Makes a database with the given migrations applied and returns the administrator's connection. Migrations run only once;
   * later databases are copies.
   */
  async database(migrations: readonly MigrationClass[] = []): Promise<Connection> {
    const copy = migrations === all ? this.#copies.pop() : undefined;
    if (copy !== undefined) return this.cluster.admin(copy);
    let template = this.#templates.get(migrations);
    if (template === undefined) {
      template = this.#makeTemplate(migrations);
      this.#templates.set(migrations, template);
    }
    const name = `t_${randomBytes(6).toString('hex')}`;
    await this.cluster.ensureDatabase(name, await template);
    return this.cluster.admin(name);
  }

  async role(database: Connection, user: string): Promise<Connection> {
    const password = this.#passwords.get(user) ?? randomBytes(12).toString('hex');
    const isNew = !this.#passwords.has(user);
    this.#passwords.set(user, password);
    const login = { ...database, user, password };
    const name = `${database.database} ${user}`;
    if (this.#logins.has(name)) return login;
    const owner = ownerOf(database);
    if (isNew) {
      const found = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
      const verb = found.length === 0 ? 'CREATE' : 'ALTER';
      await owner.query(`${verb} ROLE "${user}" LOGIN PASSWORD '${password}'`);
    }
    await owner.query(`GRANT CONNECT ON DATABASE "${database.database}" TO "${user}"`);
    this.#logins.add(name);
    return login;
  }

  async store(connection: Connection, service = 'test', poolSize = 4): Promise<Store> {
    const store = new Store({ ...connection, poolSize, service });
    await store.open();
    return store;
  }

  async #makeTemplate(migrations: readonly MigrationClass[]): Promise<string> {
    const name = `template_${randomBytes(6).toString('hex')}`;
    await this.cluster.ensureDatabase(name);
    await migrate(this.cluster.admin(name), migrations);
    return name;
  }
}

/**
 * Connection of the database owner that stays open between queries, because connecting anew for each query costs CPU
 * time. Its statements stay prepared, like a service's.
 */
class HeldAdmin {
  #held: Promise<pg.Client> | undefined;
  // Connections that failed: they are ended with the last one, since another query may run on them.
  readonly #left: Promise<pg.Client>[] = [];

  constructor(readonly connection: Connection) {}

  async query<T>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    const before = this.#held;
    const held = (this.#held ??= this.#connect());
    try {
      const client = await held;
      // A text with `;` may hold several statements, which cannot be prepared.
      const name = sql.includes(';') ? undefined : statementName(client, sql);
      const { rows } = await client.query({
        ...{ text: sql, values: [...params] },
        ...(name !== undefined && { name }),
      });
      return rows as T[];
    } catch (cause) {
      const error = toStoreError(cause);
      if (!(isCoded(error) && error.code === 'STORE_UNAVAILABLE')) throw error;
      if (this.#held === held) this.#leave();
      // The cluster was stopped since the last question; one that has just begun is what the test asks about.
      if (before === undefined) throw error;
      return this.query<T>(sql, params);
    }
  }

  async end(): Promise<void> {
    this.#leave();
    for (const held of this.#left.splice(0))
      await held.then((client) => client.end()).catch(() => undefined);
  }

  #leave(): void {
    if (this.#held !== undefined) this.#left.push(this.#held);
    this.#held = undefined;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...clientConfig(this.connection, 'admin'),
      // A text that comes again is planned once.
      options: '-c plan_cache_mode=force_generic_plan',
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}

const owners = new Map<string, HeldAdmin>();

/**
 * Owner's connection to a test's database, shared by all callers; runs one query after another. The connection ends with
 * the cluster.
 */
export function ownerOf(connection: Connection): HeldAdmin {
  const { socketDir, port, database, user } = connection;
  const name = [socketDir, port, database, user].join(' ');
  const owner = owners.get(name) ?? new HeldAdmin(connection);
  owners.set(name, owner);
  return owner;
}

async function endOwners(socketDir: string, database?: string): Promise<void> {
  for (const [name, owner] of owners) {
    const { connection } = owner;
    if (connection.socketDir !== socketDir) continue;
    if (database !== undefined && connection.database !== database) continue;
    owners.delete(name);
    await owner.end();
  }
}

/**
 * Copies a database. First ends the owner's connection, because PostgreSQL copies only a database to which nobody is
 * connected.
 */
export async function copyDatabase(
  cluster: PostgresCluster,
  from: string,
  to: string,
): Promise<void> {
  await endOwners(cluster.socketDir, from);
  await cluster.ensureDatabase(to, from);
}

const run = promisify(execFile);

export const ready = { template: 'ready', copies: ['ready_1', 'ready_2'] } as const;

/**
 * Copies the prepared cluster of this Jest run into `dir`; the first call prepares it. @returns false, without a copy, if
 * `TEST_RUN_FOLDER` is not set
 */
export async function putReadyCluster(dir: string): Promise<boolean> {
  const made = await folderOfRun('cluster', make);
  if (made === undefined) return false;
  // With owners and modes: the server runs as a user of its own.
  for (const name of ['data', 'superuser.password'])
    await run('cp', ['-a', join(made, name), join(dir, name)]);
  return true;
}

async function make(dir: string): Promise<void> {
  chmodSync(dir, 0o711);
  const cluster = new PostgresCluster(dir);
  await cluster.init();
  await cluster.start();
  await cluster.ensureDatabase(ready.template);
  await migrate(cluster.admin(ready.template), migrations);
  await asAdmin(cluster.admin(ready.template), (admin) => admin.query('analyze'));
  for (const copy of ready.copies) await cluster.ensureDatabase(copy, ready.template);
  // A State has a server of its own; in tests up to four share one.
  await asAdmin(cluster.admin(ready.template), (admin) =>
    admin.query('alter system set max_connections = 200'),
  );
  await cluster.stop();
  rmSync(cluster.socketDir, { recursive: true, force: true });
}
