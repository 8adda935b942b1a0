import pg from 'pg';
import type { DataSource, Logger, MigrationInterface } from 'typeorm';
import { asAdmin, type Admin, type Connection } from './connection.js';
import { StoreError } from './errors.js';

export type MigrationClass = new () => MigrationInterface;

const table = 'liaise_migrations';

const nothing = (): void => undefined;
// Silences TypeORM, which would print statements with their values; callers log the codes of errors.
const silent: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};

// Migrations are classes, never found by a glob. Only this file loads TypeORM, which is large.
async function sourceOf(
  admin: Connection,
  migrations: readonly MigrationClass[],
): Promise<DataSource> {
  const typeorm = await import('typeorm');
  return new typeorm.DataSource({
    type: 'postgres',
    driver: pg,
    host: admin.socketDir,
    port: admin.port,
    database: admin.database,
    username: admin.user,
    password: admin.password,
    applicationName: 'liaise-migrate',
    poolSize: 2,
    connectTimeoutMS: 5_000,
    installExtensions: false,
    synchronize: false,
    logging: false,
    logger: silent,
    entities: [],
    migrations: [...migrations],
    migrationsTableName: table,
    migrationsTransactionMode: 'each',
    poolErrorHandler: nothing,
    extra: {
      statement_timeout: 600_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}

// Advisory lock ("liaise" as a number): two migrations at the same time wait for each other.
const lockKey = 119_167_943_783_269;

async function appliedIn(database: Admin): Promise<readonly string[]> {
  const [found] = await database.query<{ there: boolean }>(
    `select to_regclass('public.${table}') is not null as there`,
  );
  if (found?.there !== true) return [];
  const rows = await database.query<{ name: string }>(
    `select name from public.${table} order by id`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Applies the missing migrations in order of the time stamp in the class name, each in its own transaction. Processes may run
 * it concurrently. @returns the names of the migrations applied now @throws StoreError STORE_SCHEMA_UNKNOWN if the database
 * has a migration that is not in `migrations`; nothing is changed then @throws StoreError STORE_MIGRATION_FAILED with the
 * SQLSTATE if a migration fails; migrations applied before stay
 */
export async function migrate(
  admin: Connection,
  migrations: readonly MigrationClass[],
): Promise<string[]> {
  return asAdmin(admin, async (lock) => {
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const known = new Set(migrations.map(({ name }) => name));
    const unknown = (await appliedIn(lock)).find((name) => !known.has(name));
    if (unknown !== undefined) throw new StoreError('STORE_SCHEMA_UNKNOWN', unknown);
    const source = await sourceOf(admin, migrations);
    await source.initialize();
    try {
      const done = await source.runMigrations({ transaction: 'each' });
      return done.map((migration) => migration.name);
    } catch (error) {
      throw new StoreError('STORE_MIGRATION_FAILED', sqlState(error), error);
    } finally {
      await source.destroy();
    }
  });
}

function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? `SQLSTATE ${code}` : undefined;
}
