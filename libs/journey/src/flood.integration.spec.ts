import { asOwner, journalOf, linkOf, messageOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { parseStateCode } from '#kernel';
import { AcceptDelivery } from './05-accept.js';
import { Mailbox } from '#mailbox';
import { migrations, type Connection, type Store } from '#store';
import { encodeBatch } from '#wire';

let postgres: TestPostgres;
let database: Connection;
let store: Store;
const linkId = linkOf(1);

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  store = await storeOf(postgres, database, 'exchange', 2);
}, 60_000);

afterAll(async () => {
  await store.close();
  await postgres.stop();
});

const sql = <T extends object>(text: string): Promise<T[]> => asOwner<T>(database, text);

describe('messages of a neighbour that come faster than they are opened', () => {
  let accept: AcceptDelivery;
  const come = (n: number, statement = false): Promise<void> => {
    const ciphertext = Buffer.from(`sealed ${n}`);
    const frame = { messageId: messageOf(n), part: 0, parts: 1, ciphertext, statement };
    const bytes = encodeBatch({ frames: [frame], chunks: [] });
    return accept.acceptBatches([{ linkId, bytes, deliveries: 1 }]);
  };
  const here = async (): Promise<number[]> => {
    const rows = await sql<{ id: string }>(
      'select message_id as id from mailbox.delivery order by message_id',
    );
    return rows.map(({ id }) => Number.parseInt(id, 16));
  };

  beforeAll(() => {
    const { journal } = journalOf('exchange');
    const link = { linkId, side: 'listen' } as const;
    accept = new AcceptDelivery(
      store,
      new Mailbox(),
      journal,
      link,
      parseStateCode('XB'),
      undefined,
      3,
    );
  });

  it('are let go without a receipt once too many wait; statements still come in', async () => {
    for (const n of [1, 2, 3, 4, 5]) await come(n);
    await come(6, true);
    expect(await here()).toEqual([1, 2, 3, 6]);
    const due = await sql('select 1 from mailbox.receipt_due');
    expect(due).toHaveLength(3);
  });

  it('are taken when they are sent again and there is room', async () => {
    await sql(`update mailbox.delivery set state = 'OPENED' where message_id like '%1'`);
    for (const n of [4, 5]) await come(n);
    expect(await here()).toEqual([1, 2, 3, 4, 6]);
    await sql(`update mailbox.delivery set state = 'QUARANTINED'`);
    await come(5);
    expect(await here()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are taken also while others wait for the documents that they answer', async () => {
    const unopened = `not statement and state in ('RECEIVED', 'WAITING')`;
    const wait = (waitsFor: string) =>
      sql(
        `update mailbox.delivery set state = 'WAITING', waits_for = '${waitsFor}' where ${unopened}`,
      );
    for (const n of [7, 8]) await come(n);
    await wait('DIRECTORY');
    await come(9);
    expect(await here()).not.toContain(9);
    await wait('PARENT');
    await come(9);
    expect(await here()).toContain(9);
    const count = await store.transaction({ step: 'open-delivery' }, (tx) =>
      new Mailbox().deliveries.waitingForParent(tx, linkId),
    );
    expect(count).toEqual({ count: 3, bytes: 3 * 'sealed 1'.length, unopened: 1 });
  });
});
