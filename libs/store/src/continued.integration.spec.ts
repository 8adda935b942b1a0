import { TestPostgres } from '../../../test/support/postgres.js';
import { asAdmin, type Connection } from './connection.js';
import { StoreError } from './errors.js';
import { Store } from './store.js';

let postgres: TestPostgres;
let database: Connection;
let store: Store;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database([]);
  await asAdmin(database, async (admin) => {
    await admin.query('create table plain (id int primary key, who text)');
    await admin.query('create table pair (id int primary key, plain int references plain)');
  });
  // One connection: a caller that needs a second while the first is open would wait for ever.
  store = await postgres.store(database, 'one', 1);
}, 60_000);
afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const ids = async (): Promise<number[]> => {
  const rows = await store.transaction({ step: 'read' }, (tx) =>
    tx.query<{ id: number }>('select id from plain order by id'),
  );
  return rows.map(({ id }) => id);
};
const clear = () => store.transaction({ step: 'clear' }, (tx) => tx.query('truncate plain, pair'));
beforeEach(clear);

const who = `coalesce(current_setting('liaise.officer', true), '') || ' ' || current_setting('liaise.step', true)`;
const add = (id: number) => `insert into plain (id, who) values (${String(id)}, ${who})`;
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof StoreError ? error.code : error),
  );

describe('a transaction that is gone on with', () => {
  it('is one with what began it, and writes as whoever goes on', async () => {
    const xids = await store.continued(
      { step: 'session' },
      async (tx) => (await tx.query<{ x: string }>('select txid_current()::text as x'))[0]?.x,
      (first) =>
        store.transaction({ step: 'act', officer: 'ana' }, async (tx) => {
          await tx.query(add(1));
          const [row] = await tx.query<{ x: string }>('select txid_current()::text as x');
          return [first, row?.x];
        }),
    );
    expect(xids[0]).toBe(xids[1]);
    const rows = await store.transaction({ step: 'read' }, (tx) => tx.query('select * from plain'));
    expect(rows).toEqual([{ id: 1, who: 'ana act' }]);
  });

  it('ends with the first that goes on: who comes later begins anew', async () => {
    await store.continued(
      { step: 'session' },
      (tx) => tx.query('select 1'),
      async () => {
        await store.transaction({ step: 'act' }, (tx) => tx.query(add(1)));
        await codeOf(
          store.transaction({ step: 'act' }, async (tx) => {
            await tx.query(add(2));
            throw new Error('mine');
          }),
        );
      },
    );
    expect(await ids()).toEqual([1]);
  });

  it('is ended when nobody goes on, or only in another isolation', async () => {
    const mine = new Error('mine');
    expect(
      await codeOf(
        store.continued(
          { step: 'session' },
          (tx) => tx.query(add(1)),
          () => Promise.reject(mine),
        ),
      ),
    ).toBe(mine);
    await store.continued(
      { step: 'session' },
      (tx) => tx.query(add(2)),
      () =>
        store.transaction({ step: 'act', isolation: 'REPEATABLE READ' }, (tx) => tx.query(add(3))),
    );
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('gives its connection back when what goes on fails, or may not be', async () => {
    for (const officer of ['ana', "o'brien"])
      await codeOf(
        store.continued(
          { step: 'session' },
          (tx) => tx.query('select 1'),
          () =>
            store.transaction({ step: 'act', officer }, async (tx) => {
              await tx.query(add(1));
              await tx.query(add(1));
            }),
        ),
      );
    expect(await ids()).toEqual([]);
  });
});

describe('a part of a transaction', () => {
  it('is undone alone when it fails, with what was sent in it', async () => {
    const mine = new Error('mine');
    const seen: unknown[] = [];
    await store.transaction({ step: 'act' }, async (tx) => {
      tx.send(add(1));
      const failing = [
        async () => {
          await tx.query(add(2));
          throw mine;
        },
        () => tx.query(add(1)),
        async () => {
          tx.send('insert into pair values (1, 99)');
          await tx.query(add(3));
        },
        async () => {
          tx.send('nonsense');
          await new Promise((done) => setTimeout(done, 20));
          throw mine;
        },
      ];
      for (const fn of failing) seen.push(await codeOf(tx.attempt(async () => fn())));
      expect(await tx.attempt(() => tx.query(`${add(4)} returning id`))).toEqual([{ id: 4 }]);
      tx.send(add(5));
    });
    expect(seen).toEqual([mine, 'STORE_DUPLICATE', 'STORE_CONSTRAINT', mine]);
    expect(await ids()).toEqual([1, 4, 5]);
  });

  it('does not hide what failed before it', async () => {
    const code = await codeOf(
      store.transaction({ step: 'act' }, async (tx) => {
        tx.send('insert into pair values (1, 99)');
        await tx.attempt(() => tx.query(add(1))).catch(() => undefined);
      }),
    );
    expect(code).toBe('STORE_CONSTRAINT');
    expect(await ids()).toEqual([]);
  });
});
