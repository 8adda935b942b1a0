import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asAdmin, migrations, type Connection } from '#store';
import { asOwner, storeOf } from './journal.js';
import { TestPostgres } from './postgres.js';
import { catalogueOf, type Members, saidValues } from './row-values.js';
import { copyRows, insertRow, insertRows } from './rows.js';

const withoutRow: Readonly<Record<string, string>> = {
  'journal.released': 'its only row is made with the table',
  'ops.health_told': 'its only row is made with the table',
};

const mostRows: Readonly<Record<string, number>> = {
  'journal.formal_acts': 1,
  'journal.outside_witness': 2,
  'journal.package_stamp': 2,
  'journal.stamp_request': 2,
};

const manyOf = (count: number): Members[] => Array.from({ length: count }, () => ({}));

let postgres: TestPostgres;
let database: Connection;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
}, 60_000);

afterAll(() => postgres.stop());

const of = async (table: string): Promise<number> =>
  (await asOwner<{ n: number }>(database, `select count(*)::int as n from ${table}`))[0]?.n ?? 0;

describe('a row of a table', () => {
  it('is made of every table of the database without a word about it, several times', async () => {
    const tables = [...(await catalogueOf(database)).keys()].sort();
    expect(tables.length).toBeGreaterThan(80);
    const refused: string[] = [];
    await asAdmin(database, async (owner) => {
      for (const table of tables) {
        const count = mostRows[table] ?? 3;
        try {
          const rows: object[] = await insertRows(owner, table, manyOf(count - 1));
          rows.push(await insertRow(owner, table));
          expect([table, rows.length]).toEqual([table, count]);
          const kept = await owner.query(`select 1 from ${table} limit 3`);
          expect([table, kept.length]).toEqual([table, count]);
        } catch (error) {
          refused.push(table);
          if (!(table in withoutRow)) throw new Error(`no row of ${table}`, { cause: error });
        }
      }
    });
    expect(refused).toEqual(Object.keys(withoutRow).sort());
  });

  it('has what is said of it and comes back whole', async () => {
    const members = {
      ...{ state: 'ANSWERED', former_authorities: ['a', 'b,c'], summary: Buffer.from([0, 255]) },
      opened_at: new Date('2026-03-01T10:00:00.123Z'),
    };
    const row = await insertRow<{ id: string }>(database, 'cases.thread', members);
    expect(row).toMatchObject(members);
    const [kept] = await asOwner(database, 'select * from cases.thread where id = $1', [row.id]);
    expect(row).toEqual(kept);
    const body = { list: [1, 'two', null], text: "it's" };
    const due = await insertRow(database, 'mailbox.statement_due', { kind: 'x', body });
    expect(due).toMatchObject({ kind: 'x', body });
  });

  it('shares with its parents what they have, those that are named and those that are made', async () => {
    const place = { authority: 'harbour-office', compartment: 'PROTECTION' };
    const { id } = await insertRow<{ id: string }>(database, 'cases.thread', place);
    const alert = await insertRow(database, 'cases.alert', { thread: id });
    expect(alert).toMatchObject({ thread: id, ...place });
    const dispatch = { thread: id, direction: 'IN', kind: 'forward' };
    const { id: forward } = await insertRow<{ id: string }>(database, 'cases.dispatch', dispatch);
    const copy = await insertRow(database, 'cases.copy', { dispatch: forward });
    expect(copy).toMatchObject({ thread: id, kind: 'forward', ...place });
    const threads = await of('cases.thread');
    const recall = await insertRow<{ document: string }>(database, 'cases.recall', {
      ...{ thread: id, direction: 'OUT' },
    });
    const made = await asOwner(database, 'select * from cases.dispatch where id = $1', [
      recall.document,
    ]);
    expect(made).toMatchObject([{ thread: id, direction: 'OUT', ...place }]);
    expect(await of('cases.thread')).toBe(threads);
  });

  it('is refused by name where the table, the column or the parent is not there', async () => {
    const none = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2dff';
    await expect(insertRow(database, 'cases.no')).rejects.toThrow('no table cases.no');
    await expect(insertRow(database, 'cases.thread', { wrong: 1 })).rejects.toThrow(
      /cases\.thread has no column wrong, only id, authority,/,
    );
    await expect(insertRow(database, 'cases.note', { thread: none })).rejects.toThrow(
      `cases.note: there is no cases.thread ${none}`,
    );
    await expect(insertRows(database, 'cases.stop_word', [{ attempt: 1 }, {}])).rejects.toThrow(
      'cases.stop_word.attempt has a default',
    );
    await expect(copyRows(database, 'cases.thread', { id: none }, [{}])).rejects.toThrow(
      'cases.thread has no row like',
    );
    await expect(insertRow(database, 'cases.thread', { state: null })).rejects.toMatchObject({
      code: 'STORE_CONSTRAINT',
    });
  });

  it('needs no word about a new column or a new table, unless its type is new', async () => {
    const own = await postgres.database(migrations);
    await asAdmin(own, async (owner) => {
      await owner.query(
        `alter table cases.thread add column colour text not null check (colour in ('RED', 'BLUE')), add column n integer not null`,
      );
      await owner.query(
        'create table cases.shade (thread uuid not null references cases.thread, n smallint primary key)',
      );
      await owner.query('create table cases.spot (at point not null)');
    });
    expect(await insertRow(own, 'cases.thread')).toMatchObject({ colour: 'RED', n: 0 });
    expect(await insertRows(own, 'cases.shade', [{}, {}])).toMatchObject([{ n: 1 }, { n: 2 }]);
    await expect(insertRow(own, 'cases.spot')).rejects.toThrow('cases.spot.at is of type point');
  });

  it('is made by one statement with all others of its call', async () => {
    const texts: string[] = [];
    await asAdmin(database, (owner) =>
      insertRows(
        {
          query: (sql, params) => {
            texts.push(sql);
            return owner.query(sql, params);
          },
        },
        'cases.thread',
        Array.from({ length: 500 }, (_, n) => ({ state: 'ANSWERED', key_epoch: n })),
      ),
    );
    expect(texts.filter((sql) => sql.startsWith('insert'))).toHaveLength(1);
  });

  it('is kept or replaced where one of the same key is there', async () => {
    const link_id = 'd'.repeat(32);
    const say = (up: boolean, ifThere: 'keep' | 'replace') =>
      insertRows(database, 'mailbox.link_sight', [{ link_id, up }], { ifThere });
    expect(await say(true, 'keep')).toMatchObject([{ up: true }]);
    expect(await say(false, 'keep')).toEqual([]);
    expect(await say(false, 'replace')).toMatchObject([{ up: false }]);
    await expect(insertRow(database, 'mailbox.link_sight', { link_id })).rejects.toMatchObject({
      code: 'STORE_DUPLICATE',
    });
  });

  it('is a copy of another but for what is different, to the last digit of its times', async () => {
    const dispatch = await insertRow<{ id: string }>(database, 'cases.dispatch');
    const copies = await copyRows<{ id: string }>(database, 'cases.dispatch', { id: dispatch.id }, [
      { officer: 'eli' },
      { officer: 'fay' },
    ]);
    expect(copies).toMatchObject([{ officer: 'eli' }, { officer: 'fay' }]);
    const [same] = await asOwner(
      database,
      `select count(distinct id)::int as ids, count(distinct (composed_at, committed_at, thread, content))::int as others
       from cases.dispatch where id = any ($1::uuid[])`,
      [[dispatch.id, ...copies.map(({ id }) => id)]],
    );
    expect(same).toEqual({ ids: 3, others: 1 });
  });

  it('is written with the rights of the role that writes it, which sees of it what it may', async () => {
    const store = await storeOf(postgres, database, 'inbox', 1);
    const { id } = await insertRow<{ id: string }>(database, 'cases.thread');
    const within = { step: 'test', authority: 'border-police', compartments: ['ENFORCEMENT'] };
    const write = (table: string, members: Members) =>
      store.transaction({ ...within, officer: 'ana' }, (tx) => insertRow(tx, table, members));
    expect(await write('journal.event', { service: 'inbox' })).toEqual({});
    await expect(write('journal.event', { service: 'requests' })).rejects.toMatchObject({
      code: 'STORE_DENIED',
    });
    await expect(write('cases.alert', { thread: id })).rejects.toMatchObject({
      code: 'STORE_DENIED',
    });
    await store.close();
  });
});

it('says no value of a table or a column that is gone', async () => {
  const catalogue = await catalogueOf(database);
  const columns = new Set(
    [...catalogue].flatMap(([table, { columns: all }]) =>
      all.map(({ name }) => `${table}.${name}`),
    ),
  );
  expect(saidValues.filter((name) => !columns.has(name))).toEqual([]);
});
