import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TestPostgres } from '../../../test/support/postgres.js';
import { asAdmin, type Connection } from './connection.js';
import { migrate } from './migrate.js';
import { migrations as baseline } from './migrations.js';

const refused = (): Promise<void> => Promise.reject(new Error('not needed'));

class Papers1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA t; CREATE TABLE t.paper (id int PRIMARY KEY)`);
  }
  down = refused;
}

class Broken1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE t.half (id int)`);
    await runner.query(`SELECT nothing_like_this`);
  }
  down = refused;
}

class Foundation1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA trust; CREATE TABLE trust.entry (state text)');
  }
  down = refused;
}

const migrations = [Papers1700000000001];
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await TestPostgres.start();
}, 60_000);
afterAll(() => postgres.stop());

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => error,
  );

describe('migrations', () => {
  it('are applied once, also when two begin at once', async () => {
    const empty = await postgres.database();
    const both = await Promise.all([migrate(empty, migrations), migrate(empty, migrations)]);
    expect(both.flat()).toEqual(['Papers1700000000001']);
  });

  it('leave nothing of a failed one and name its SQLSTATE', async () => {
    const other = await postgres.database(migrations);
    const error = await failureOf(migrate(other, [...migrations, Broken1700000000002]));
    expect(error).toMatchObject({ code: 'STORE_MIGRATION_FAILED', detail: 'SQLSTATE 42703' });
    expect(await asAdmin(other, (a) => a.query(`SELECT to_regclass('t.half') AS t`))).toEqual([
      { t: null },
    ]);
  });
});

describe('a database of another build', () => {
  const tablesOf = (database: Connection): Promise<unknown> =>
    asAdmin(database, (a) =>
      a.query(`select nspname, relname from pg_namespace n left join pg_class c on relnamespace = n.oid
        where nspname !~ '^(pg_|information)' order by 1, 2`),
    );

  it('is refused at every try, and stays as it is', async () => {
    const old = await postgres.database([Foundation1764000000001]);
    const before = await tablesOf(old);
    for (let i = 0; i < 2; i += 1)
      expect(await failureOf(migrate(old, baseline))).toMatchObject({
        code: 'STORE_SCHEMA_UNKNOWN',
        action: 'alarm',
        detail: 'Foundation1764000000001',
      });
    expect(await tablesOf(old)).toEqual(before);
  });

  it('of later migrations is refused too', async () => {
    const newer = await postgres.database([...migrations, Foundation1764000000001]);
    expect(await failureOf(migrate(newer, migrations))).toMatchObject({
      code: 'STORE_SCHEMA_UNKNOWN',
      detail: 'Foundation1764000000001',
    });
  });

  it('whose schema had another text has another name', () => {
    expect(baseline.map(({ name }) => name)).toEqual([expect.stringMatching(/^Baseline1\d{12}$/)]);
  });

  it('of this build is not: a second start changes nothing', async () => {
    const own = await postgres.database(baseline);
    expect(await migrate(own, baseline)).toEqual([]);
  });
});
