import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresCluster } from '#host';
import {
  asAdmin,
  migrate,
  migrations as all,
  Store,
  type Connection,
  type MigrationClass,
} from '#store';
import { putReadyCluster, ready } from './ready-cluster.js';

/** A real cluster of a suite, in the folder of this run of Jest or else a temporary one, gone with it. */
export class TestPostgres {
  readonly #passwords = new Map<string, string>();
  readonly #logins = new Set<string>();
  readonly #templates = new Map<readonly MigrationClass[], Promise<string>>();

  /** Fresh databases with all migrations applied that nobody has taken yet. */
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
    await this.cluster.stop();
    rmSync(this.cluster.dir, { recursive: true, force: true });
    rmSync(this.cluster.socketDir, { recursive: true, force: true });
  }

  /**
   * A fresh database with the migrations applied, as the administrator sees it. The migrations run once; further
   * databases are copies of the first.
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

  /**
   * A role that may log in to `database`; created without any right unless it is there. Its password stays the same for
   * all databases of the cluster, since pools open further connections later.
   */
  async role(database: Connection, user: string): Promise<Connection> {
    const password = this.#passwords.get(user) ?? randomBytes(12).toString('hex');
    const isNew = !this.#passwords.has(user);
    this.#passwords.set(user, password);
    const login = { ...database, user, password };
    const name = `${database.database} ${user}`;
    if (this.#logins.has(name)) return login;
    await asAdmin(database, async (admin) => {
      if (isNew) {
        const found = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
        const verb = found.length === 0 ? 'CREATE' : 'ALTER';
        await admin.query(`${verb} ROLE "${user}" LOGIN PASSWORD '${password}'`);
      }
      await admin.query(`GRANT CONNECT ON DATABASE "${database.database}" TO "${user}"`);
    });
    this.#logins.add(name);
    return login;
  }

  /** An open store; the caller closes it. */
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
