import { TestPostgres } from '../../../test/support/postgres.js';
import { attempt } from '../../../test/instruments/rights/try-rights.js';
import { asAdmin, type Connection } from './connection.js';
import { migrations } from './migrations.js';

let postgres: TestPostgres;
let database: Connection;
let exchange: Connection;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  exchange = await postgres.role(database, 'liaise_exchange');
}, 60_000);
afterAll(() => postgres.stop());

const may = (sql: string, who = exchange): Promise<string> =>
  asAdmin(who, (role) => attempt(role, sql));

it.each([
  ['the evidence kept of an opened message', `update mailbox.delivery set kept = null`],
  ['the state of a delivery', `update mailbox.delivery set state = 'RECEIVED'`],
  ['the bytes as received', `update mailbox.delivery set ciphertext = ''`],
  ['who did what in the log', 'select officer, thread from journal.event'],
  ['what the digests of a leaf stand for', 'select content from journal.disclosure'],
  ['a thread', 'select * from cases.thread'],
  ['a session', 'select * from access.session'],
])('not %s', async (_, sql) => {
  expect(await may(sql)).toBe('STORE_DENIED');
  // What it names is there.
  expect(await may(sql, database)).toBe('done');
});

it('but what its steps need', async () => {
  expect(await may('update mailbox.delivery set event = null')).toBe('done');
  expect(await may('select size from journal.released')).toBe('done');
});
