import { asOwner, linkOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { type Connection, migrations, type Store } from '#store';
import { Outbox } from './outbox.js';

let postgres: TestPostgres;
let database: Connection;
let sealer: Store;
const outbox = new Outbox();
const link = linkOf(1);
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A document of `bytes` in the queue; `n` gives the order. */
async function queue(n: number, bytes: number, priority = 2): Promise<void> {
  const id = idOf(n);
  await asOwner(
    database,
    `insert into cases.thread (id, authority, compartment, side, request_type, peer, peer_authority, link_id, state,
       priority, key_epoch) values ($1, 'police', 'ENFORCEMENT', 'ASKING', 'INFORMATION', 'XB', 'police', $2, 'SENT', 2, 1)`,
    [id, link],
  );
  await asOwner(
    database,
    `insert into cases.dispatch (id, thread, authority, compartment, direction, kind, officer, document_sha256, composed_at,
       content) values ($1, $1, 'police', 'ENFORCEMENT', 'OUT', 'request', 'x', '', now(), $2)`,
    [id, Buffer.alloc(bytes)],
  );
  await asOwner(
    database,
    `insert into mailbox.outbox (link_id, peer, statement, state, priority, dispatch, thread)
     values ($1, 'XB', false, 'QUEUED', $2, $3, $3)`,
    [link, priority, id],
  );
}

const claim = () =>
  sealer.transaction({ step: 'test' }, async (tx) => {
    const { rows, more } = await outbox.claimQueued(tx, { peers: new Map(), formal: false });
    return { taken: rows.map(({ dispatch }) => Number(dispatch.slice(-12))), more };
  });

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  sealer = await storeOf(postgres, database, 'sealer', 2);
}, 60_000);

afterAll(async () => {
  await sealer.close();
  await postgres.stop();
});

describe('what is sealed at once', () => {
  it('is bounded by bytes, the most urgent first, and one is taken however large it is', async () => {
    expect(await claim()).toEqual({ taken: [], more: false });
    for (const n of [1, 2, 3]) await queue(n, 200_000);
    expect(await claim()).toEqual({ taken: [1, 2, 3], more: false });
    await queue(4, 1_000_000, 0);
    expect(await claim()).toEqual({ taken: [4], more: true });
  });

  it('is bounded by rows', async () => {
    for (let n = 5; n < 40; n += 1) await queue(n, 10, 1);
    await asOwner(database, 'delete from mailbox.outbox where priority <> 1');
    const { taken, more } = await claim();
    expect([taken.length, more]).toEqual([32, true]);
  });
});
