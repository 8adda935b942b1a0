import { asOwner, linkOf, messageOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow } from '../../../test/support/rows.js';
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
  await insertRow(database, 'cases.thread', { id, side: 'ASKING', link_id: link, state: 'SENT' });
  await insertRow(database, 'cases.dispatch', {
    ...{ id, thread: id, direction: 'OUT', content: Buffer.alloc(bytes) },
  });
  await insertRow(database, 'mailbox.outbox', {
    ...{ link_id: link, state: 'QUEUED', priority, dispatch: id, thread: id },
  });
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

describe('what a receipt closes', () => {
  it('wakes the relay only when more of its thread has not left', async () => {
    const opener = await storeOf(postgres, database, 'opener', 2);
    const thread = idOf(100);
    const row = (message: number, state: string): Promise<unknown> =>
      insertRow(database, 'mailbox.outbox', {
        ...{ link_id: link, state, thread, dispatch: idOf(message) },
        ...{ message_id: messageOf(message), ciphertext: Buffer.alloc(1) },
      });
    const close = (message: number): Promise<unknown> =>
      opener.transaction({ step: 'test' }, async (tx) => {
        const woken: string[] = [];
        const closing = { messageId: messageOf(message), outcome: 'OPENED', code: null } as const;
        const wake = (step: string): unknown => woken.push(step);
        const closed = await outbox.close({ ...tx, wake }, [closing]);
        expect(closed).toEqual([messageOf(message)]);
        return woken;
      });
    await row(101, 'RELAYED');
    await row(102, 'SEALED');
    await row(103, 'RELAYED');
    expect(await close(101)).toEqual(['relay']);
    expect(await close(103)).toEqual([]);
    expect(await close(102)).toEqual([]);
    await row(104, 'RELAYED');
    await row(105, 'QUEUED');
    expect(await close(104)).toEqual(['relay']);
    await opener.close();
  });
});
