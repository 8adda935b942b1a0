import { randomUUID } from 'node:crypto';
import { asOwner, linkOf, nothingWaits, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow, insertRows } from '../../../test/support/rows.js';
import { type Connection, migrations, type Store } from '#store';
import { Outbox } from './outbox.js';

let postgres: TestPostgres;
let database: Connection;
let exchange: Store;
let sealer: Store;
const outbox = new Outbox();
const link = linkOf(1);
const event = (index: number): string =>
  `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;

const released = (size: number): Promise<unknown> =>
  asOwner(database, 'update journal.released set size = $1', [size]);
const toSeal = (): Promise<number> =>
  sealer.transaction({ step: 'test' }, async (tx) => {
    const { rows } = await outbox.claimQueued(tx, nothingWaits);
    return rows.length;
  });
const toSend = (): Promise<number> =>
  exchange.transaction({ step: 'test' }, async (tx) => (await outbox.due(tx, link, 16)).length);

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  exchange = await storeOf(postgres, database, 'exchange', 2);
  sealer = await storeOf(postgres, database, 'sealer', 2);
  await insertRows(
    database,
    'journal.leaf',
    [0, 1, 2, 3].map((index) => ({ index, event: event(index) })),
  );
}, 60_000);

afterAll(async () => {
  await exchange.close();
  await sealer.close();
  await postgres.stop();
});

describe('log before send: a document', () => {
  it('is sealed only once the log has released that it was signed', async () => {
    const id = randomUUID();
    await insertRow(database, 'mailbox.outbox', {
      ...{ link_id: link, peer: 'XB', state: 'QUEUED' },
      ...{ dispatch: id, thread: id, signed_event: event(1) },
    });
    await released(0);
    expect(await toSeal()).toBe(0);
    await released(1);
    expect(await toSeal()).toBe(0);
    await released(2);
    expect(await toSeal()).toBe(1);
    await asOwner(database, `delete from mailbox.outbox`);
  });

  it('is sent only once the log has released that it was sealed', async () => {
    const id = randomUUID();
    await insertRow(database, 'mailbox.outbox', {
      ...{ link_id: link, peer: 'XB', state: 'SEALED', ciphertext: Buffer.alloc(0) },
      ...{ dispatch: id, thread: id, intent_event: event(3) },
    });
    await released(3);
    expect(await toSend()).toBe(0);
    await released(4);
    expect(await toSend()).toBe(1);
  });

  it('is neither where the log has no such entry at all', async () => {
    await asOwner(database, `update mailbox.outbox set intent_event = $1`, [event(7)]);
    await released(10_000);
    expect(await toSend()).toBe(0);
    await asOwner(
      database,
      `update mailbox.outbox set state = 'QUEUED', signed_event = $1, intent_event = null`,
      [event(7)],
    );
    expect(await toSeal()).toBe(0);
  });
});
