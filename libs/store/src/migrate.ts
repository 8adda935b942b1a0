import { asAdmin, createDataSource, type Connection, type MigrationClass } from './data-source.js';
import { StoreError } from './errors.js';

/** "liaise" as a number: two migrations at the same time wait for each other. */
const lockKey = 119_167_943_783_269;

/**
 * Applies the migrations that are not applied yet, each in its own transaction, in the order of the time stamp at
 * the end of the class name. Safe to call at every start and from two processes at once.
 * @returns the names of the migrations applied now
 * @throws StoreError STORE_MIGRATION_FAILED naming the migration; what was applied before it stays
 */
export async function migrate(
  admin: Connection,
  migrations: readonly MigrationClass[],
): Promise<string[]> {
  return asAdmin(admin, async (lock) => {
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const source = createDataSource(
      { ...admin, poolSize: 2, service: 'migrate', statementTimeoutMs: 600_000 },
      migrations,
    );
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
