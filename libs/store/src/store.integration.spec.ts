import { jest } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TestPostgres } from '../../../test/support/postgres.js';
import { asAdmin, type Connection } from './connection.js';
import { StoreError } from './errors.js';
import { OneWrite } from './socket/one-write.js';
import { JobLoop } from './job-loop.js';
import { Store } from './store.js';

class Papers1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA t`);
    await runner.query(
      `CREATE TABLE t.paper (id int PRIMARY KEY, authority text NOT NULL, compartment text NOT NULL, n bigint)`,
    );
    await runner.query(`ALTER TABLE t.paper ENABLE ROW LEVEL SECURITY`);
    await runner.query(
      `CREATE POLICY own ON t.paper USING (
         authority = nullif(current_setting('liaise.authority', true), '')
         AND compartment = ANY (string_to_array(nullif(current_setting('liaise.compartments', true), ''), ',')))`,
    );
    await runner.query(`CREATE TABLE t.plain (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)`);
  }
  async down(): Promise<void> {
    await Promise.reject(new Error('not needed'));
  }
}

const migrations = [Papers1700000000001];
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function until(condition: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error('not in time');
    await pause(10);
  }
}

const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof StoreError ? error.code : `other: ${String(error)}`),
  );

let postgres: TestPostgres;
let admin: Connection;
let service: Connection;
let store: Store;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  admin = await postgres.database(migrations);
  service = await postgres.role(admin, 'liaise_test');
  await asAdmin(admin, async (a) => {
    await a.query('GRANT USAGE ON SCHEMA t TO liaise_test');
    await a.query('GRANT SELECT, INSERT, UPDATE ON t.plain TO liaise_test');
    await a.query('GRANT SELECT ON t.paper TO liaise_test');
    await a.query(
      `INSERT INTO t.paper VALUES (1, 'border', 'ENFORCEMENT', 7), (2, 'police', 'ENFORCEMENT', 8),
         (3, 'border', 'PROTECTION', 9007199254740993)`,
    );
  });
  store = await postgres.store(service);
});

afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const ids = (context: { authority?: string; compartments?: string[] }): Promise<number[]> =>
  store.transaction({ step: 'test', ...context }, async (tx) => {
    const rows = await tx.query<{ id: number }>('SELECT id FROM t.paper ORDER BY id');
    return rows.map((row) => row.id);
  });

describe('the context of a transaction', () => {
  it('shows the rows of its authority and compartments, and none when unset', async () => {
    expect(await ids({ authority: 'border', compartments: ['ENFORCEMENT'] })).toEqual([1]);
    expect(await ids({ authority: 'border', compartments: ['ENFORCEMENT', 'PROTECTION'] })).toEqual(
      [1, 3],
    );
    expect(await ids({ authority: 'border' })).toEqual([]);
    expect(await ids({ compartments: ['ENFORCEMENT'] })).toEqual([]);
    expect(await ids({})).toEqual([]);
  });

  it('does not stay on the connection', async () => {
    const single = await postgres.store(service, 'single', 1);
    const setting = `SELECT current_setting('liaise.authority', true) AS a, current_setting('liaise.officer', true) AS o`;
    const first = await single.transaction(
      { step: 'test', authority: 'border', officer: 'a.b' },
      (tx) => tx.query(setting),
    );
    expect(first).toEqual([{ a: 'border', o: 'a.b' }]);
    expect(await single.transaction({ step: 'test' }, (tx) => tx.query(setting))).toEqual([
      { a: '', o: '' },
    ]);
    await single.close();
  });

  it.each([
    { step: "x'; DROP TABLE t.plain; --" },
    { step: 'x', officer: "o'brien" },
    { step: 'x', authority: '' },
    { step: 'x', compartments: ['A,B'] },
  ])('refuses a value that could be more than a value: %j', async (context) => {
    expect(await code(store.transaction(context, (tx) => tx.query('SELECT 1')))).toBe(
      'STORE_CONTEXT_INVALID',
    );
  });
});

describe('transactions', () => {
  it('commit together or not at all; an error of the caller comes back unchanged', async () => {
    const mine = new Error('mine');
    await expect(
      store.transaction({ step: 'test' }, async (tx) => {
        await tx.query('INSERT INTO t.plain (id) VALUES ($1)', [100]);
        throw mine;
      }),
    ).rejects.toBe(mine);
    const rows = await store.transaction({ step: 'test' }, (tx) =>
      tx.query('SELECT * FROM t.plain WHERE id = 100'),
    );
    expect(rows).toEqual([]);
  });

  it('say what the database refused, without its values', async () => {
    const insert = (): Promise<unknown> =>
      store.transaction({ step: 'test' }, (tx) =>
        tx.query('INSERT INTO t.plain (id) VALUES ($1)', [200]),
      );
    await insert();
    const error: unknown = await insert().catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'STORE_DUPLICATE', detail: 'plain_pkey' });
    expect(
      await code(
        store.transaction({ step: 'test' }, (tx) => tx.query('DELETE FROM t.plain WHERE id = 1')),
      ),
    ).toBe('STORE_DENIED');
    expect(
      await code(store.transaction({ step: 'test' }, (tx) => tx.query('SELECT nonsense'))),
    ).toBe('STORE_FAILED');
  });

  it('do not report success when a failed statement was swallowed', async () => {
    const swallowed = store.transaction({ step: 'test' }, async (tx) => {
      await tx.query('INSERT INTO t.plain (id) VALUES (300)');
      await tx.query('SELECT nonsense').catch(() => undefined);
    });
    expect(await code(swallowed)).toBe('STORE_FAILED');
  });

  it('take statements nobody waits for in order; one that fails undoes everything and is told', async () => {
    const count = async (): Promise<number> =>
      (
        await store.transaction({ step: 'test' }, (tx) =>
          tx.query('SELECT 1 FROM t.plain WHERE id BETWEEN 310 AND 319'),
        )
      ).length;
    await store.transaction({ step: 'test' }, async (tx) => {
      tx.send('INSERT INTO t.plain (id, n) VALUES (310, 1)');
      tx.send('UPDATE t.plain SET id = 311 WHERE id = $1', [310]);
      expect(await tx.query('SELECT id FROM t.plain WHERE id BETWEEN 310 AND 319')).toEqual([
        { id: 311 },
      ]);
      tx.send('INSERT INTO t.plain (id) VALUES ($1)', [312]);
    });
    expect(await count()).toBe(2);
    const failing = store.transaction({ step: 'test' }, (tx) => {
      tx.send('INSERT INTO t.plain (id) VALUES (313)');
      tx.send('INSERT INTO t.plain (id) VALUES (312)');
      tx.send('INSERT INTO t.plain (id) VALUES (314)');
      return Promise.resolve();
    });
    expect(await code(failing)).toBe(
      await code(
        store.transaction({ step: 'test' }, (tx) =>
          tx.query('INSERT INTO t.plain (id) VALUES (312)'),
        ),
      ),
    );
    expect(await count()).toBe(2);
    const refused = store.transaction({ step: 'test' }, (tx) => {
      tx.send('INSERT INTO t.plain (id) VALUES (315)');
      return Promise.reject(new Error('the caller refuses'));
    });
    await expect(refused).rejects.toThrow('the caller refuses');
    expect(await count()).toBe(2);
    let runs = 0;
    const conflict = store.transaction({ step: 'test' }, (tx) => {
      runs += 1;
      tx.send(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$`);
      return Promise.resolve();
    });
    expect(await code(conflict)).toBe('STORE_CONFLICT');
    expect(runs).toBe(5);
  });

  it('leave in one write, with their beginning and end, when nobody waits for an answer between', async () => {
    const insert = 'insert into t.plain (id) values ($1)';
    const [single, several] = [
      jest.spyOn(OneWrite.prototype, '_write'),
      jest.spyOn(OneWrite.prototype, '_writev'),
    ];
    try {
      await store.transaction({ step: 'test' }, (tx) => {
        for (const id of [901, 902, 903]) tx.send(insert, [id]);
        return Promise.resolve();
      });
      expect(single.mock.calls.length + several.mock.calls.length).toBe(1);
    } finally {
      single.mockRestore();
      several.mockRestore();
    }
    const count = 'select count(*) as n from t.plain where id > 900';
    expect(await store.transaction({ step: 'test' }, (tx) => tx.query(count))).toEqual([{ n: 3 }]);
  });

  it('run again after a serialization failure until both have had their effect', async () => {
    await store.transaction({ step: 'test' }, (tx) =>
      tx.query('INSERT INTO t.plain (id, n) VALUES (400, 0)'),
    );
    let runs = 0;
    const add = (): Promise<void> =>
      store.transaction({ step: 'test', isolation: 'REPEATABLE READ' }, async (tx) => {
        runs += 1;
        const [row] = await tx.query<{ n: number }>('SELECT n FROM t.plain WHERE id = 400');
        await pause(30);
        await tx.query('UPDATE t.plain SET n = $1 WHERE id = 400', [(row?.n ?? 0) + 1]);
      });
    await Promise.all([add(), add(), add()]);
    const rows = await store.transaction({ step: 'test' }, (tx) =>
      tx.query('SELECT n FROM t.plain WHERE id = 400'),
    );
    expect(rows).toEqual([{ n: 3 }]);
    expect(runs).toBeGreaterThan(3);
  });

  it('give up after five attempts', async () => {
    let runs = 0;
    const always = store.transaction({ step: 'test' }, async (tx) => {
      runs += 1;
      await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$`);
    });
    expect(await code(always)).toBe('STORE_CONFLICT');
    expect(runs).toBe(5);
  });

  it('cannot be used after their end', async () => {
    const tx = await store.transaction({ step: 'test' }, (t) => Promise.resolve(t));
    expect(await code(tx.query('SELECT 1'))).toBe('STORE_CONTEXT_INVALID');
  });

  it('give up waiting for a lock', async () => {
    const hasty = new Store({ ...service, poolSize: 2, service: 'hasty', lockTimeoutMs: 100 });
    await hasty.open();
    const lock = 'SELECT * FROM t.plain WHERE id = 400 FOR UPDATE';
    const result = await hasty.transaction({ step: 'test' }, async (tx) => {
      await tx.query(lock);
      return code(hasty.transaction({ step: 'test' }, (other) => other.query(lock)));
    });
    expect(result).toBe('STORE_TIMEOUT');
    await hasty.close();
  });

  it('read int8 as a number and refuse one that a number cannot hold', async () => {
    const n = (id: number): Promise<unknown> =>
      asAdmin(admin, (a) => a.query('SELECT n FROM t.paper WHERE id = $1', [id]));
    expect(await n(1)).toEqual([{ n: 7 }]);
    expect(await code(n(3))).toBe('STORE_FAILED');
  });
});

describe('durability', () => {
  it('accepts the cluster this project sets up', async () => {
    await expect(store.checkDurability()).resolves.toBeUndefined();
  });

  it('refuses a role that does not wait for its commits', async () => {
    await asAdmin(admin, (a) => a.query('ALTER ROLE liaise_test SET synchronous_commit = off'));
    const loose = await postgres.store(service);
    const error: unknown = await loose.checkDurability().catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'STORE_UNSAFE',
      detail: 'synchronous_commit: found off; allowed: on or local or remote_write or remote_apply',
    });
    await loose.close();
    await asAdmin(admin, (a) => a.query('ALTER ROLE liaise_test RESET synchronous_commit'));
  });
});

describe('wake-ups', () => {
  it('reach another process after the commit, coalesced, and not after a rollback', async () => {
    const listener = await postgres.store(service, 'listener');
    let rings = 0;
    listener.listen('ring-me', () => {
      rings += 1;
    });
    await pause(200);
    rings = 0;
    await store
      .transaction({ step: 'test' }, (tx) => {
        tx.wake('ring-me');
        return Promise.reject(new Error('undone'));
      })
      .catch(() => undefined);
    await pause(100);
    expect(rings).toBe(0);
    for (let i = 0; i < 100; i += 1) store.wake('ring-me');
    await until(() => rings > 0, 2_000);
    await pause(50);
    expect(rings).toBeLessThanOrEqual(2);
    await store.transaction({ step: 'test' }, (tx) => {
      tx.wake('ring-me');
      return Promise.resolve();
    });
    const before = rings;
    await until(() => rings > before, 2_000);
    await listener.close();
  });
});

describe('kill -9 of PostgreSQL', () => {
  it('makes the store unavailable, keeps what was committed, and is over without a restart of ours', async () => {
    const failures: unknown[] = [];
    let turns = 0;
    const loop = new JobLoop(
      store,
      'count',
      async () => {
        await store.transaction({ step: 'count' }, (tx) => tx.query('SELECT 1'));
        turns += 1;
        return false;
      },
      { pollMs: 50, onError: (error) => failures.push(error) },
    );
    loop.start();
    let rings = 0;
    store.listen('after-crash', () => {
      rings += 1;
    });
    await until(() => turns > 1, 2_000);
    await store.transaction({ step: 'test' }, (tx) =>
      tx.query('INSERT INTO t.plain (id) VALUES (500)'),
    );
    const pid = postgres.cluster.pid;
    if (pid === undefined) throw new Error('not running');
    process.kill(pid, 'SIGKILL');
    await until(() => failures.length > 0, 5_000);
    expect(await code(Promise.reject(failures[0] as Error))).toBe('STORE_UNAVAILABLE');

    await postgres.cluster.start();
    const seen = turns;
    await until(() => turns > seen, 10_000);
    const rows = await store.transaction({ step: 'test' }, (tx) =>
      tx.query('SELECT id FROM t.plain WHERE id = 500'),
    );
    expect(rows).toEqual([{ id: 500 }]);
    await until(() => rings > 0, 10_000);
    rings = 0;
    store.wake('after-crash');
    await until(() => rings > 0, 5_000);
    await loop.stop();
  });
});
