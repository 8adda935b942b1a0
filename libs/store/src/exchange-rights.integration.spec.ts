import { TestPostgres } from '../../../test/support/postgres.js';
import { asAdmin, type Connection } from './connection.js';
import { StoreError } from './errors.js';
import { migrations } from './migrations/index.js';

/** What somebody who has taken over the border post may do with its role in the database. */
let postgres: TestPostgres;
let exchange: Connection;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  exchange = await postgres.role(await postgres.database(migrations), 'liaise_exchange');
}, 60_000);
afterAll(() => postgres.stop());

const may = (sql: string): Promise<string> =>
  asAdmin(exchange, (role) => role.query(sql)).then(
    () => 'done',
    (error: unknown) => (error instanceof StoreError ? error.code : String(error)),
  );

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
});

it('but what its steps need', async () => {
  expect(await may('update mailbox.delivery set event = null')).toBe('done');
  expect(await may('select size from journal.released')).toBe('done');
});
