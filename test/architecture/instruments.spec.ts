import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Store, type Tx } from '#store';
import { unmatched } from '../instruments/entries/entries.js';
import { countByPlace } from '../instruments/cuts/fault-injector.js';
import { mostReadBy, type Plan, plansIn } from '../instruments/sql/plans.js';
import { recordsIn } from '../instruments/cuts/recorded-types.js';
import { rowsSeen, tablesSeen } from '../instruments/rights/row-walls.js';
import { seenCounts, seenFlaws } from '../instruments/seen-counts.js';
import { stepsIn, typesIn } from '../instruments/entries/steps-in-sources.js';
import { recordsOfCommits, recordsOfLogs } from '../instruments/cuts/watched-records.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the plans of statements', () => {
  const asked: string[] = [];
  const answer = (sql: string): object[] =>
    sql.startsWith('explain')
      ? [{ 'QUERY PLAN': [{ Plan: { 'Actual Rows': 3, 'Actual Loops': 2 } }] }]
      : [{ sql }];
  const tx: Tx = {
    wake: () => undefined,
    hurry: () => undefined,
    attempt: (act) => act(),
    send: (sql) => void asked.push(sql),
    query: <T extends object>(sql: string) => {
      asked.push(sql);
      return Promise.resolve(answer(sql) as T[]);
    },
  };

  it('are refused when there is none', async () => {
    expect(() => mostReadBy([])).toThrow('no plan was seen');
    await expect(plansIn(tx, 'force_custom_plan', () => Promise.resolve())).rejects.toThrow(
      'no statement was seen',
    );
  });

  it('are those of all statements, sent ones too, in order, and each is answered', async () => {
    asked.length = 0;
    const plans = await plansIn(tx, 'force_custom_plan', async (explaining) => {
      explaining.send('insert 1');
      expect(await explaining.query('select 2')).toEqual([{ sql: 'select 2' }]);
      explaining.send('update 3');
    });
    expect(plans).toHaveLength(3);
    expect(mostReadBy(plans)).toBe(6);
    expect(asked.filter((sql) => /^(insert|select|update)/.test(sql))).toEqual([
      ...['insert 1', 'select 2', 'update 3'],
    ]);
    expect(asked.filter((sql) => sql.startsWith('prepare'))).toHaveLength(3);
  });

  it('do not hide in a function what is read', () => {
    const scan = (schema: string): Plan => ({
      ...{ 'Actual Rows': 1, 'Actual Loops': 1, 'Function Name': 'unnest', Schema: schema },
    });
    const nested = (schema: string): Plan => ({ ...scan('pg_catalog'), Plans: [scan(schema)] });
    expect(mostReadBy([nested('pg_catalog')])).toBe(1);
    expect(() => mostReadBy([nested('mailbox')])).toThrow('mailbox.unnest hides what it reads');
  });
});

describe('records in a statement', () => {
  const types = ['msg.sent', 'item.viewed', 'msg.sent'];

  it.each<[string, string, unknown[]]>([
    ['a list', 'insert into journal.event (id, typ) select * from unnest($1)', [['a'], types]],
    ['a list elsewhere', 'insert into journal.event select * from unnest($1)', [types, ['x']]],
    ['texts', 'INSERT INTO journal.event VALUES ($1), ($2), ($3)', [...types, Buffer.from('x')]],
    ['rows', 'with e as (insert\n  into "journal"."event" select 1) select 1', [[{ rows: types }]]],
    ['JSON', 'insert into journal.event select json($1)', [JSON.stringify(types)]],
    [
      'words',
      `merge into journal.event using (values ('msg.sent'), ('item.viewed'), ('msg.sent'))`,
      [],
    ],
  ])('are seen as %s', (_, sql, params) => {
    expect(recordsIn(sql, params).sort()).toEqual([...types].sort());
  });

  it('are none where nothing is recorded', () => {
    for (const sql of ['select typ from journal.event', 'insert into journal.event_x values ($1)'])
      expect(recordsIn(sql, types)).toEqual([]);
  });

  it('are refused when their types are not seen', () => {
    expect(() => recordsIn('insert into journal.event select log($1)', [[1]])).toThrow(
      'no type of its events is seen',
    );
  });

  it('are compared with the log, which is never empty', async () => {
    await expect(recordsOfLogs([() => Promise.resolve([])])).rejects.toThrow('no event');
    const commit = { service: 'sealer', step: 'seal-outbox', records: ['msg.sent', 'msg.sent'] };
    expect(recordsOfCommits([commit as never])).toEqual({ 'sealer msg.sent': 2 });
  });
});

describe('cuts', () => {
  it('are refused when there is none', () => {
    expect(() => countByPlace([])).toThrow('nothing was cut');
    expect(countByPlace(['a/b: x', 'a/b: y', 'a/c: x'])).toEqual({ 'a/b': 2, 'a/c': 1 });
  });

  // Any new way to the tables must be watched: `CutStore` overrides it.
  it('reach every way of the store to the tables', () => {
    expect(Object.getOwnPropertyNames(Store.prototype).sort()).toEqual([
      ...['checkDurability', 'close', 'constructor', 'continued', 'listen', 'open', 'transaction'],
      'wake',
    ]);
  });
});

describe('steps and kinds of events in the sources', () => {
  it('are refused when there is none', () => {
    expect(() => stepsIn([])).toThrow('0 transactions of 0 steps');
    expect(() => stepsIn(['const step = run(store, "seal");'])).toThrow('0 transactions');
    expect(() => typesIn('interface EventData { [typ: string]: object }')).toThrow('no type');
  });

  it('are named where a transaction is opened, and opened by a call alone', () => {
    const good = `store.transaction({ step: 'seal-outbox' }, fn); // transaction of a comment`;
    expect(stepsIn([good])).toEqual({ steps: ['seal-outbox'], opened: 1, unnamed: [] });
    for (const [bad, found] of [
      ['store.transaction(named(step), fn);', 'named(step),'],
      ['const { transaction } = store;', 'transaction'],
      ['run(store.transaction);', 'run(store.transaction);'],
      ['const open = store.transaction.bind(store);', 'store.transaction.bind(store);'],
      ['transaction(context, fn);', 'transaction('],
      ['store.continued(named(step), first, then);', 'named(step),'],
      ['const { continued } = store;', 'continued'],
    ] as const)
      expect(stepsIn([good, bad]).unnamed).toEqual([found]);
  });
});

describe('rows behind walls', () => {
  const role = { query: () => Promise.resolve([]) } as never;

  it('are refused when no table or row is looked for', async () => {
    await expect(rowsSeen(role, [], {})).rejects.toThrow('no table');
    const seen = (walled: Parameters<typeof tablesSeen>[2]) => () =>
      tablesSeen(role, { step: 'test' }, walled);
    expect(seen([])).toThrow('no row');
    expect(seen([['cases.thread', 'id', undefined]])).toThrow('no row');
  });
});

describe('facts and events', () => {
  it('are refused when no kind of fact is about what is asked', async () => {
    await expect(unmatched(() => Promise.resolve([]), /no such fact/)).rejects.toThrow(
      'no fact is about',
    );
  });
});

describe('committed counts', () => {
  it('are told apart from what was seen, with what to do', () => {
    expect(seenFlaws('x', undefined, { a: 1 })).toEqual(['nothing is committed: record {"a":1}']);
    expect(seenFlaws('x', {}, { a: 1 })).toHaveLength(1);
    expect(seenFlaws('x', { a: 1 }, { a: 1 })).toEqual([]);
    expect(seenFlaws('x', { a: 2, b: 1 }, { a: 1 })).toEqual([
      `'a' fell from 2 to 1: find what is not seen any more, or lower it`,
      `'b' fell from 1 to 0: find what is not seen any more, or lower it`,
    ]);
    expect(seenFlaws('x', { a: 1 }, { a: 2, b: 1 })).toEqual([
      `'a' rose from 1 to 2: record it`,
      `'b' rose from 0 to 1: record it`,
    ]);
    expect(seenFlaws('x', { a: 1 }, { a: 2, b: 1 }, true)).toEqual([]);
    expect(seenFlaws('x', { a: 2 }, { b: 1 }, true)).toHaveLength(1);
  });

  it('are all above zero, and each belongs to a test', () => {
    const specs = ['libs', 'apps', 'test']
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
          join(root, folder, name),
        ),
      )
      .filter((name) => name.endsWith('.ts') && !name.endsWith('seen-counts.ts'))
      .map((name) => readFileSync(name, 'utf8'));
    const seenBy = (text: string): boolean => specs.some((spec) => spec.includes(text));
    const names = Object.keys(seenCounts);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !seenBy(`('${name}'`))).toEqual([]);
    const plans = Object.entries(seenCounts).filter(([name]) => name.startsWith('plans'));
    expect(plans.flatMap(([, of]) => Object.keys(of)).filter((of) => !seenBy(`'${of}'`))).toEqual(
      [],
    );
    expect(
      Object.values(seenCounts)
        .flatMap(Object.values)
        .every((count) => count > 0),
    ).toBe(true);
  });
});
