import { databaseRights } from '../../../test/instruments/rights/database-rights.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import {
  fillWalled,
  mailboxWalls,
  inContext,
  rowsSeen,
  serviceWalls,
  walledDispatch,
  walledThread,
  type Seeing,
  type Walled,
} from '../../../test/instruments/rights/row-walls.js';
import { assertSeenOf } from '../../../test/instruments/seen-counts.js';
import { insertRow, insertRows, minutesAgo } from '../../../test/support/rows.js';
import { attempt } from '../../../test/instruments/rights/try-rights.js';
import { asAdmin, type Admin, type Connection } from './connection.js';
import { roleOf, type DatabaseService } from './services.js';
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

describe('rows of the carriage', () => {
  const [police, customs, rights] = [
    { n: 901, authority: 'wall-police', compartment: 'ENFORCEMENT', holder: 'ana' },
    { n: 902, authority: 'wall-customs', compartment: 'ENFORCEMENT', holder: 'ana' },
    { n: 903, authority: 'wall-police', compartment: 'DATA_PROTECTION', holder: 'ana' },
  ] as const;
  const tables = Object.keys(mailboxWalls);
  let rseq = 2_000;
  const of = ({ authority, compartment }: Walled, officer = 'ana') => ({
    ...{ step: 'read-thread', officer, authority, compartments: compartment },
  });
  const seen = (service: DatabaseService, context: Seeing) =>
    as(service, (role) => rowsSeen(role, tables, context));
  const mayLook = (service: DatabaseService, table: string): boolean =>
    /\bselect\b/.test(databaseRights[table]?.[service] ?? '');
  const counted = (service: DatabaseService, found: Record<string, number | null>): void =>
    assertSeenOf('row walls', {
      [`tables with rows of ${service}`]: Object.values(found).filter((rows) => (rows ?? 0) > 0)
        .length,
    });
  const each = (service: DatabaseService, rows: (table: string) => number) =>
    Object.fromEntries(
      tables.map((table) => [table, mayLook(service, table) ? rows(table) : null] as const),
    );

  beforeAll(() => asAdmin(database, (owner) => fillWalled(owner, [police, customs, rights])));

  it('are behind row-level security that binds the owner too, wherever who serves officers has a right', async () => {
    const rows = await asAdmin(database, (owner) =>
      owner.query<{ table: string }>(
        `select oid::regclass::text as table from pg_class where relrowsecurity and relforcerowsecurity`,
      ),
    );
    assertSeenOf('row walls', { 'tables behind walls': rows.length });
    const walled = rows.map(({ table }) => table).filter((table) => !table.startsWith('cases.'));
    expect(walled.sort()).toEqual([...tables, ...serviceWalls].sort());
    // A service of officers has no right on a table of the carriage without row-level security.
    const open = Object.entries(databaseRights).filter(
      ([table, { requests, inbox }]) =>
        table.startsWith('mailbox.') && (requests ?? inbox) !== undefined,
    );
    expect(open.map(([table]) => table).sort()).toEqual(tables);
  });

  it.each(['requests', 'inbox'] as const)(
    'are seen by %s as far as the officer of the transaction may see the thread',
    async (service) => {
      for (const desk of [police, customs, rights])
        expect(await seen(service, of(desk))).toEqual(each(service, () => 1));
      counted(service, await seen(service, of(police)));
      expect(await seen(service, of(police, 'bea'))).toEqual(
        each(service, (table) => (mailboxWalls[table] === 'desk' ? 1 : 0)),
      );
      const nowhere = each(service, () => 0);
      for (const context of [
        of({ ...police, authority: 'wall-harbour' }),
        of({ ...police, compartment: 'PROTECTION' }),
        of({ ...customs, compartment: 'DATA_PROTECTION' }),
        { step: 'read-thread' },
        { step: 'read-thread', officer: 'ana', authority: 'wall-police' },
        {},
      ])
        expect([context, await seen(service, context)]).toEqual([context, nowhere]);
    },
  );

  it('are told of beyond the desk by functions alone', async () => {
    const [ofPolice, ofCustoms] = [police, customs].map(({ n }) => walledDispatch(n, 'OUT'));
    await asAdmin(database, async (owner) => {
      await insertRow(owner, 'mailbox.statement_in', {
        ...{ sha256: '', statement: Buffer.from('said') },
      });
      await owner.query(`update mailbox.outbox set document_sha256 = 'known' where dispatch = $1`, [
        ofCustoms,
      ]);
    });
    const within = of(police);
    const queryWithin = (sql: string, context: Seeing = within) =>
      as('inbox', (role) => inContext(role, context, () => role.query(sql)));
    const queued = (sha: string) => `select mailbox.is_queued('${ofCustoms}', '${sha}') as it`;
    expect(await queryWithin(queued('known'))).toEqual([{ it: true }]);
    expect(await queryWithin(queued('another'))).toEqual([{ it: false }]);
    const proof = (dispatch = '', n = 0) =>
      `select convert_from(statement, 'UTF8') as it from mailbox.proof_of('${dispatch}', ${n})`;
    expect(await queryWithin(proof(ofPolice, police.n))).toEqual([{ it: 'said' }]);
    expect(await queryWithin(proof(ofPolice, customs.n))).toEqual([]);
    expect(await queryWithin(proof(ofCustoms, customs.n))).toEqual([]);
    expect(await queryWithin(proof(ofPolice, police.n), { step: 'read-receipt' })).toEqual([]);
  });

  it('are told of as links, whether up, to a desk that has a thread on the link', async () => {
    await asAdmin(database, (owner) =>
      insertRows(owner, 'mailbox.link_sight', [
        { link_id: '7'.repeat(32), up: true, up_at: minutesAgo(0) },
        { link_id: '8'.repeat(32), up: true, up_at: minutesAgo(0) },
      ]),
    );
    const sightOf = (digit: string, context: Seeing) =>
      as('requests', (role) =>
        inContext(role, context, () =>
          role.query(`select up from mailbox.sight_of(repeat('${digit}', 32))`),
        ),
      );
    expect(await sightOf('7', of(police))).toEqual([{ up: true }]);
    expect(await sightOf('8', of(police))).toEqual([]);
    expect(await sightOf('7', of({ ...police, authority: 'wall-harbour' }))).toEqual([]);
    expect(await sightOf('7', { step: 'read-delivery' })).toEqual([]);
  });

  it.each([
    ['waits', `state = 'QUEUED'`, [], true],
    ['never left', `state = 'VOID', sealed_at = null`, [], false],
    ['was on its way', `state = 'VOID', sealed_at = now()`, [], true],
    ['was refused', `state = 'CLOSED'`, ['REJECTED SEAL_OPEN_FAILED'], false],
    ['is there already', `state = 'CLOSED'`, ['REJECTED DOCUMENT_REPLAYED'], true],
    ['was taken, and then refused', `state = 'CLOSED'`, ['OPENED', 'REJECTED X'], true],
  ])(
    'say that a forward by another desk that %s is owed, or not',
    async (_, fate, stages, owed) => {
      const forward = walledDispatch(customs.n, 'OUT');
      const [recall, item] = [walledDispatch(police.n, 'IN'), walledDispatch(police.n, 'OUT')];
      await asAdmin(database, async (owner) => {
        await insertRows(
          owner,
          'cases.recall',
          [{ document: recall, thread: walledThread(police.n), act: 'RECALL', items: [item] }],
          { ifThere: 'keep' },
        );
        await insertRows(
          owner,
          'cases.forwarded',
          [{ forward, item, thread: walledThread(customs.n) }],
          { ifThere: 'keep' },
        );
        const [row] = await owner.query<{ link_id: string; message_id: string }>(
          `update mailbox.outbox set message_id = gen_random_uuid()::text, ${fate}
         where dispatch = $1 returning link_id, message_id`,
          [forward],
        );
        await insertRows(
          owner,
          'mailbox.receipt_in',
          stages.map((each) => {
            const [stage, code] = each.split(' ');
            return { ...row, rseq: (rseq += 1), stage, code: code ?? null };
          }),
        );
      });
      const rows = await as('inbox', (role) =>
        inContext(role, of(police), () =>
          role.query(`select authority from cases.owed_by_others('${recall}')`),
        ),
      );
      expect(rows).toEqual(owed ? [{ authority: 'wall-customs' }] : []);
    },
  );

  it.each(['sealer', 'opener', 'exchange', 'audit'] as const)(
    'are all seen by the steps of %s, and outside of a step none',
    async (service) => {
      const all = await asAdmin(database, (owner) => rowsSeen(owner, tables, {}));
      expect(await seen(service, { step: 'any' })).toEqual(
        each(service, (table) => all[table] ?? 0),
      );
      counted(service, await seen(service, { step: 'any' }));
      expect(await seen(service, {})).toEqual(each(service, () => 0));
    },
  );

  it.each(['requests', 'inbox'] as const)(
    'are added by %s to threads alone that the officer may see',
    async (service) => {
      const queued = (n: number) =>
        `insert into mailbox.outbox (link_id, peer, statement, state, thread, dispatch, priority)
         values ('', 'XB', false, 'QUEUED', '${walledThread(n)}', '${walledThread(n)}', 2)`;
      const due = (n: number) =>
        `insert into mailbox.receipt_due (link_id, message_id, stage, ciphertext_sha256, at, event)
         values (repeat('7', 32), lpad('2${n}', 32, 'f'), 'OPENED', '', now(), gen_random_uuid())`;
      const within = `set local liaise.authority = 'wall-police'; set local liaise.compartments = 'ENFORCEMENT'; set local liaise.officer = 'ana'`;
      const added: string[] = [];
      await as(service, async (role) => {
        for (const insert of [queued, due])
          for (const { n } of [police, customs, rights])
            added.push(await attempt(role, `${within}; ${insert(n)}`));
      });
      const one = ['done', 'STORE_DENIED', 'STORE_DENIED'];
      expect(added).toEqual([...one, ...one]);
    },
  );

  it.each(['requests', 'inbox'] as const)(
    'are queued by %s alone: nothing that is sealed, numbered, settled or a statement',
    async (service) => {
      const thread = walledThread(police.n);
      const within = `set local liaise.authority = 'wall-police'; set local liaise.compartments = 'ENFORCEMENT'; set local liaise.officer = 'ana'`;
      const row = (more: string, values: string, statement = false, state = 'QUEUED'): string =>
        `${within}; insert into mailbox.outbox (link_id, peer, statement, state, thread, dispatch, priority${more})
         values ('', 'XB', ${statement}, '${state}', '${thread}', '${thread}', 2${values})`;
      const said = await as(service, async (role) => {
        const all: string[] = [];
        for (const insert of [
          row('', '', true),
          row('', '', false, 'SEALED'),
          row('', '', false, 'VOID'),
          row(', seq', ', 1'),
          row(', ciphertext', ", '\\x00'"),
          row(', message_id', ", repeat('a', 32)"),
        ])
          all.push(await attempt(role, insert));
        return all;
      });
      expect(said).toEqual(Array(6).fill('STORE_DENIED'));
    },
  );
});
