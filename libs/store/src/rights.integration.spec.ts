import { databaseRights } from '../../../test/instruments/rights/database-rights.js';
import { databaseTriggers } from '../../../test/instruments/rights/database-triggers.js';
import { databaseFunctions } from '../../../test/instruments/rights/database-functions.js';
import { assertSeen, assertSeenOf } from '../../../test/instruments/seen-counts.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { againstAll, againstTable } from '../../../test/instruments/rights/against-rights.js';
import { insertRows } from '../../../test/support/rows.js';
import {
  attempt,
  catalogue,
  definersOf,
  rightsOn,
  tablesOf,
  triggersOf,
} from '../../../test/instruments/rights/try-rights.js';
import { asAdmin, type Admin, type Connection } from './connection.js';
import { databaseServices, type DatabaseService, roleOf } from './services.js';
import { migrations } from './migrations.js';

let postgres: TestPostgres;
let database: Connection;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
}, 60_000);
afterAll(() => postgres.stop());

const as = async <T>(service: DatabaseService, fn: (role: Admin) => Promise<T>): Promise<T> =>
  asAdmin(await postgres.role(database, roleOf(service)), fn);

describe.each(databaseServices)('the role of %s', (service) => {
  it('can do with every table what is written down, and nothing else', async () => {
    const tables = await tablesOf(database);
    const found: Record<string, string> = {};
    await as(service, async (role) => {
      for (const [table, columns] of tables) {
        const rights = await rightsOn(role, table, columns);
        if (rights !== '') found[table] = rights;
      }
    });
    const expected = Object.entries(databaseRights).flatMap(([table, { [service]: rights }]) =>
      rights === undefined ? [] : [[table, rights]],
    );
    expect(found).toEqual(Object.fromEntries(expected));
    assertSeenOf('rights', {
      'tables and views': tables.size,
      [`on tables of ${service}`]: Object.values(found).flatMap((text) =>
        text.split(/, (?![^(]*\))/),
      ).length,
    });
  }, 60_000);

  it('can change no table, trigger, right or role, and reach nothing outside the tables', async () => {
    const before = await catalogue(database);
    const tables = [...(await tablesOf(database)).keys()];
    const done: string[] = [];
    const other: string[] = [];
    await as(service, async (role) => {
      for (const sql of [...tables.flatMap(againstTable), ...againstAll(service, database.user)]) {
        const outcome = await attempt(role, sql);
        if (outcome === 'done') done.push(sql);
        else if (outcome !== 'STORE_DENIED') other.push(`${outcome}: ${sql}`);
      }
    });
    expect(other).toEqual([]);
    expect(done).toEqual([]);
    expect(await catalogue(database)).toBe(before);
    assertSeenOf('rights', { 'attacks on a table': againstTable('x').length });
    assertSeenOf('rights', { 'attacks elsewhere': againstAll(service, database.user).length });
  }, 60_000);

  it('can lock those tables alone against everybody in which it may change or delete any row', async () => {
    const tables = [...(await tablesOf(database)).keys()];
    const locked: string[] = [];
    await as(service, async (role) => {
      for (const table of tables)
        if ((await attempt(role, `lock table ${table} in access exclusive mode`)) === 'done')
          locked.push(table);
    });
    const changes = Object.entries(databaseRights).filter(([, { [service]: rights = '' }]) =>
      /\bupdate\b(?! \()|\bdelete\b/.test(rights),
    );
    expect(locked.sort()).toEqual(changes.map(([table]) => table).sort());
  });

  it('records events of its own name alone', async () => {
    await as(service, async (role) => {
      for (const other of [...databaseServices, 'gateway', 'x']) {
        const done = await attempt(
          role,
          `insert into journal.event (id, typ, service, leaf, leaf_hash, at) values (overlay(gen_random_uuid()::text placing '7' from 15)::uuid, 'x',
             '${other}', 'x', sha256('\\x00'::bytea || 'x'), clock_timestamp())`,
        );
        expect([other, done]).toEqual([other, other === service ? 'done' : 'STORE_DENIED']);
      }
    });
  });

  it('says of itself alone how it is and what failed', async () => {
    await as(service, async (role) => {
      for (const other of [...databaseServices, 'gateway', 'x'])
        for (const insert of [
          `ops.service (service, pid, version, started_at, ready, degraded, metrics)
             values ('${other}', 1, '', now(), true, '{}', '{}') on conflict (service) do update set ready = true`,
          `ops.failure (service, code) values ('${other}', 'X') on conflict (service, code) do update set last_at = '-infinity'`,
        ])
          expect([other, await attempt(role, `insert into ${insert}`)]).toEqual([
            other,
            other === service ? 'done' : 'STORE_DENIED',
          ]);
    });
  });

  it('gives nobody a right, although the database only warns', async () => {
    const before = await catalogue(database);
    const tables = [...(await tablesOf(database)).keys()];
    await as(service, async (role) => {
      for (const table of tables)
        for (const sql of [`grant all on ${table} to public`, `revoke all on ${table} from public`])
          await role.query(sql).catch(() => undefined);
    });
    expect(await catalogue(database)).toBe(before);
  });
});

describe('the rights of nobody on nothing', () => {
  it('are refused: a database without a table is not looked at', async () => {
    await expect(tablesOf(await postgres.database())).rejects.toThrow('no table is seen');
  });
});

describe('the roles of the services', () => {
  it('are all that the database has', async () => {
    const roles = await asAdmin(database, (owner) =>
      owner.query<{ name: string }>(
        `select rolname as name from pg_roles where rolname ^@ 'liaise_' order by 1`,
      ),
    );
    // Plus the login of the cluster's administrator.
    const expected = ['liaise_admin', ...databaseServices.map(roleOf)];
    expect(roles.map(({ name }) => name)).toEqual(expected.sort());
  });

  it('may call those functions alone that are written down, of those that run with the rights of the owner', async () => {
    const found = await definersOf(database, databaseServices);
    expect(found).toEqual(databaseFunctions);
    assertSeen('functions with rights of the owner', {
      functions: Object.keys(found).length,
      callers: Object.values(found).flat().length,
    });
  });
});

// Tables that name an authority or a thread but have no row-level security, each with the reason.
const inLog =
  'the custody log: whoever records goes on from what others did; officers read it by questions alone';
const noticing = 'no service has a right to it: written by the database itself when somebody reads';
const unboundedByRows: Readonly<Record<string, string>> = {
  'access.listing': noticing,
  'access.reading': noticing,
  'access.session':
    'looked up by its token before anybody knows whose authority it is; holds nothing of a case',
  'journal.erasure': inLog,
  'journal.event': inLog,
  'journal.package_stamp': 'the authority is one of time, not of a State',
  'journal.stamp': 'the authority is one of time, not of a State',
  'journal.stamp_request': 'the authority is one of time, not of a State',
};

describe('rows of one authority', () => {
  it('are kept from officers of others by the database too, in every table that has any, but for a few with a reason', async () => {
    const found = await asAdmin(database, (owner) =>
      owner.query<{ table: string; bounded: boolean }>(
        `select c.oid::regclass::text as table, c.relrowsecurity and c.relforcerowsecurity as bounded
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and exists (
            select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
              and a.attname in ('authority', 'peer_authority', 'thread', 'dispatch'))
          order by 1`,
      ),
    );
    const open = found.filter(({ bounded }) => !bounded).map(({ table }) => table);
    expect(open).toEqual(Object.keys(unboundedByRows).sort());
    assertSeenOf('row walls', { 'tables of an authority or a thread': found.length });
  });

  it('are shown to no service by a policy that lets everything pass', async () => {
    const wide = await asAdmin(database, (owner) =>
      owner.query(
        `select tablename, policyname from pg_policies
          where permissive = 'PERMISSIVE' and roles && $1::name[] and 'true' in (qual, with_check)`,
        [['public', ...databaseServices.map(roleOf)]],
      ),
    );
    expect(wide).toEqual([]);
    const policies = await asAdmin(database, (owner) => owner.query('select from pg_policies'));
    assertSeenOf('row walls', { policies: policies.length });
  });
});

describe('triggers', () => {
  it('stand on every table of records, enabled, and refuse the owner too', async () => {
    expect(await triggersOf(database)).toEqual(databaseTriggers);
    assertSeenOf('rights', { 'tables with triggers': Object.keys(databaseTriggers).length });
    const records = Object.entries(databaseTriggers).filter(([, on]) => on.includes('truncate'));
    await asAdmin(database, async (owner) => {
      for (const [table] of records)
        expect([table, await attempt(owner, `truncate ${table} cascade`)]).toEqual([
          table,
          'STORE_DENIED',
        ]);
    });
  });

  it('put the time of the database, whatever the statement says, and refuse a leaf of another time', async () => {
    const insert = (at: string): string =>
      `insert into journal.event (id, typ, service, leaf, leaf_hash, at, recorded_at) values
         (overlay(gen_random_uuid()::text placing '7' from 15)::uuid, 'x', 'sealer', 'x', sha256('\\x00'::bytea || 'x'), ${at}, '2001-01-01')
       returning abs(extract(epoch from recorded_at - clock_timestamp())) < 5 as "isNow"`;
    await as('sealer', async (role) => {
      expect(await role.query(insert('clock_timestamp()'))).toEqual([{ isNow: true }]);
      for (const wrong of ["'2001-01-01'", `clock_timestamp() + interval '6 s'`])
        expect(await attempt(role, insert(wrong))).toBe('SQLSTATE LT005');
    });
  });
});

describe('of stop-words that were told', () => {
  const [asking, asked] = [
    '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d01',
    '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d02',
  ];
  const [halt, other] = ['a', 'b'].map((digit) => digit.repeat(64));
  const answer = (members: object) =>
    `insert into mailbox.statement_in (sha256, link_id, statement, signature) values (repeat('c', 64), repeat('0', 32),
       convert_to('${JSON.stringify({ body: { thread: asking, halt, act: 'HALTED', answer: true, ...members } })}', 'UTF8'), '')`;
  const confirm = `update cases.stop_word set confirmed_at = clock_timestamp(), confirmed_by = repeat('c', 64) where direction = 'OUT'`;
  const counted = (sql: string) =>
    `with changed as (${sql} returning 1) select 1 / count(*) from changed`;
  const note = (columns: object) =>
    `insert into cases.stop_word (thread, halt, ${Object.keys(columns).join(', ')})
     values ('${asked}', '${other}', ${Object.values(columns).join(', ')})`;
  const [out, received] = [
    { act: `'HALTED'`, direction: `'OUT'` },
    { act: `'HALTED'`, direction: `'IN'` },
  ];

  beforeAll(() =>
    asAdmin(database, async (owner) => {
      const link = { link_id: '0'.repeat(32) };
      const operation = { ...link, request_type: 'CONTROLLED_DELIVERY', priority: 0 };
      await insertRows(owner, 'cases.thread', [
        { id: asking, side: 'ASKING', ...operation },
        { id: asked, side: 'ASKED', ...operation },
      ]);
      await insertRows(owner, 'cases.stop_word', [
        { thread: asking, halt, act: 'HALTED', direction: 'OUT', message_id: 'told' },
        { thread: asked, halt, act: 'HALTED', direction: 'IN', message_id: 'answered' },
      ]);
    }),
  );

  const tried = (service: DatabaseService, step: string, sql: string) =>
    as(service, (role) => attempt(role, `set local liaise.step = '${step}'; ${sql}`));

  it.each([
    ['is noted as heard', note(received), 'done'],
    ['is noted as told', note(out), 'STORE_DENIED'],
    [
      'is noted as told and confirmed',
      note({ ...out, message_id: `'x'`, confirmed_at: 'now()' }),
      'STORE_DENIED',
    ],
    ['is noted as heard and answered', note({ ...received, message_id: `'x'` }), 'STORE_DENIED'],
    [
      'is answered again',
      `update cases.stop_word set message_id = null where direction = 'IN'`,
      'done',
    ],
    [
      'is not to be repeated',
      `update cases.stop_word set message_id = null where direction = 'OUT'`,
      'STORE_DENIED',
    ],
    ['is confirmed', `${answer({})}; ${confirm}`, 'done'],
    ['is confirmed by nobody', confirm, 'STORE_DENIED'],
    ['is confirmed by what tells it', `${answer({ answer: false })}; ${confirm}`, 'STORE_DENIED'],
    ['is confirmed by what lifts it', `${answer({ act: 'LIFTED' })}; ${confirm}`, 'STORE_DENIED'],
    ['is confirmed by another', `${answer({ halt: other })}; ${confirm}`, 'STORE_DENIED'],
    ['is confirmed twice', `${answer({})}; ${confirm}; ${counted(confirm)}`, 'SQLSTATE 22012'],
  ])('one %s by the opener', async (_, sql, outcome) => {
    expect(await tried('opener', 'open-delivery', sql)).toBe(outcome);
  });

  it.each([
    ['is told', note({ ...out, message_id: `'x'` }), 'done'],
    ['is told by no statement', note(out), 'STORE_DENIED'],
    [
      'is told and confirmed',
      note({ ...out, message_id: `'x'`, confirmed_at: 'now()' }),
      'STORE_DENIED',
    ],
    ['is heard', note({ ...received, message_id: `'x'` }), 'STORE_DENIED'],
    ['is answered', `update cases.stop_word set message_id = 'x' where direction = 'IN'`, 'done'],
    ['is confirmed', confirm, 'STORE_DENIED'],
  ])('one %s by the sealer', async (_, sql, outcome) => {
    expect(await tried('sealer', 'carry-stop-words', sql)).toBe(outcome);
  });
});
