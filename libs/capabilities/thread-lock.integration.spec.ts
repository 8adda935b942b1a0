import { asOwner, storeOf } from '../../test/support/journal.js';
import { TestPostgres } from '../../test/support/postgres.js';
import { insertRows } from '../../test/support/rows.js';
import { parseThreadId } from '#kernel';
import { Cases } from '#capabilities/cases';
import { type Connection, migrations, type Store, type Tx } from '#store';

let postgres: TestPostgres;
let database: Connection;
let opener: Store;
const cases = new Cases({} as never, { has: () => false });
const first = parseThreadId('00000000-0000-7000-8000-000000000001');
const second = parseThreadId('00000000-0000-7000-8000-000000000002');
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  opener = await storeOf(postgres, database, 'opener', 3);
  const rows = [first, second].map((id) => ({ id, side: 'ASKED', state: 'SUBMITTED' }));
  await insertRows(database, 'cases.thread', rows);
}, 60_000);
afterAll(async () => {
  await opener.close();
  await postgres.stop();
});

describe('a locked thread', () => {
  it.each<[string, (tx: Tx) => Promise<string | undefined>]>([
    ['alone', async (tx) => (await cases.lock(tx, first)).state],
    ['with others', async (tx) => (await cases.lockAll(tx, [second, first])).get(first)?.state],
  ])('%s is read by who comes second as who came first has left it', async (_, lock) => {
    await asOwner(database, `update cases.thread set state = 'SUBMITTED'`);
    let later: Promise<string | undefined> | undefined;
    await opener.transaction({ step: 'test' }, async (tx) => {
      expect(await lock(tx)).toBe('SUBMITTED');
      later = opener.transaction({ step: 'test' }, lock);
      await pause(300);
      tx.send(`update cases.thread set state = 'WITHDRAWN' where id = $1`, [first]);
    });
    expect(await later).toBe('WITHDRAWN');
  });
});
