import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseLinkId, parseMessageId, parseSha256, type MessageId, type Sha256 } from '#kernel';
import { asAdmin, migrations, type Connection, type Store } from '#store';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow } from '../../../test/support/rows.js';
import { SEALED_CHUNK_BYTES } from './format.js';
import { Transfers, type DueTransfer } from './transfers.js';

const linkId = parseLinkId(randomBytes(16).toString('hex'));
const messageId = parseMessageId(randomBytes(16).toString('hex'));
const transfers = new Transfers();

describe('transfers', () => {
  let postgres: TestPostgres;
  let database: Connection;
  let store: Store;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    database = await postgres.database(migrations);
    store = await postgres.store(database, 'objects');
  }, 60_000);

  afterAll(async () => {
    await store.close();
    await postgres.stop();
  });

  const sql = (text: string, params: readonly unknown[] = []): Promise<unknown> =>
    asAdmin(database, (admin) => admin.query(text, [...params]));

  const inTx = <T>(work: Parameters<typeof store.transaction<T>>[1]): Promise<T> =>
    store.transaction({ step: 'test' }, work);

  async function outgoing(chunks: number): Promise<Sha256> {
    await sql(`delete from objects.transfer`);
    const root = parseSha256(randomBytes(32).toString('hex'));
    await insertRow(database, 'objects.transfer', {
      ...{ root, link_id: linkId, direction: 'OUT', message_id: messageId },
      ...{ chunks, ciphertext_size: chunks * SEALED_CHUNK_BYTES, state: 'ACTIVE' },
    });
    return root;
  }

  async function incoming(chunks: number): Promise<Sha256> {
    await sql(`delete from objects.transfer`);
    const root = parseSha256(randomBytes(32).toString('hex'));
    const size = chunks * SEALED_CHUNK_BYTES;
    await inTx(async (tx) => {
      await Promise.resolve();
      transfers.expect(tx, [{ linkId, messageId, root, size }]);
    });
    return root;
  }

  const due = (limit = 8): Promise<DueTransfer[]> => inTx((tx) => transfers.due(tx, linkId, limit));

  async function sendAll(): Promise<number[]> {
    const sent: number[] = [];
    for (;;) {
      const [transfer] = await due(64);
      if (transfer === undefined) return sent;
      await inTx((tx) => transfers.advance(tx, linkId, transfer, transfer.indexes));
      sent.push(...transfer.indexes);
    }
  }

  const report = (
    root: Sha256,
    state: 'PARTIAL' | 'COMPLETE' | 'CORRUPT',
    missing: [number, number][] = [],
  ): Promise<void> => inTx((tx) => transfers.reported(tx, linkId, [{ root, state, missing }]));

  const quiet = (): Promise<unknown> =>
    sql(`update objects.transfer set sent_at = sent_at - interval '5 seconds'`);

  it('send in order, and no more than a window ahead of what was reported', async () => {
    const root = await outgoing(300);
    const sent = await sendAll();
    expect(sent).toEqual(Array.from({ length: 128 }, (_, index) => index));
    await report(root, 'PARTIAL', [[100, 300]]);
    const more = await sendAll();
    expect(more).toEqual(Array.from({ length: 100 }, (_, index) => 128 + index));
  });

  it('send again what is missing, only once nothing can be under way', async () => {
    const root = await outgoing(20);
    await sendAll();
    await report(root, 'PARTIAL', [[3, 5]]);
    expect(await due()).toEqual([]);
    await quiet();
    await report(root, 'PARTIAL', [
      [3, 5],
      [7, 8],
    ]);
    expect(await sendAll()).toEqual([3, 4, 7]);
  });

  it('do not believe numbers outside the object', async () => {
    const root = await outgoing(3);
    await sendAll();
    await quiet();
    await report(root, 'PARTIAL', [
      [2, 9_000],
      [1, 1],
      [5, 2],
    ]);
    expect(await sendAll()).toEqual([2]);
  });

  it.each(['COMPLETE', 'CORRUPT'] as const)('end when the receiver says %s', async (state) => {
    const root = await outgoing(3);
    await report(root, state);
    expect(await due()).toEqual([]);
    const progress = await inTx((tx) => transfers.progress(tx, 'OUT', [root]));
    expect(progress.get(root)).toEqual({ state, have: state === 'COMPLETE' ? 3 : 0, chunks: 3 });
    // A late report of an earlier state changes nothing.
    await report(root, 'PARTIAL', [[0, 3]]);
    expect(await due()).toEqual([]);
  });

  it('repeat one chunk when nothing was heard for long, each time after a longer wait', async () => {
    await outgoing(3);
    await sendAll();
    await sql(`update objects.transfer set report_after = clock_timestamp()`);
    const [probe] = await due();
    expect(probe).toMatchObject({ probe: true, indexes: [2] });
    if (probe !== undefined) await inTx((tx) => transfers.advance(tx, linkId, probe, [2]));
    expect(await due()).toEqual([]);
    const [row] = (await sql(`select attempt, in_flight from objects.transfer`)) as unknown[];
    expect(row).toEqual({ attempt: 1, in_flight: 3 });
  });

  it('report to the sender: the end at once and once, missing chunks after a quiet time', async () => {
    const root = await incoming(4);
    const reports = () => inTx((tx) => transfers.reports(tx, linkId, 32));
    expect(await reports()).toEqual([]);
    await sql(`update objects.transfer set report_after = clock_timestamp()`);
    expect(await reports()).toEqual([{ root, state: 'PARTIAL', missing: [[0, 4]] }]);
    expect(await reports()).toEqual([]);
    const whole = { received: 4, complete: true, missing: [] };
    const woken: string[] = [];
    await inTx((tx) =>
      transfers.arrived(
        { ...tx, wake: (step) => void woken.push(step) },
        ...([linkId, root, whole] as const),
      ),
    );
    expect(woken).toEqual(['receipts']);
    expect(await reports()).toEqual([{ root, state: 'COMPLETE', missing: [] }]);
    await sql(`update objects.transfer set updated_at = clock_timestamp()`);
    expect(await reports()).toEqual([]);
    // A repeated chunk tells that the report was lost.
    await inTx((tx) => transfers.repeat(tx, linkId, root));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await reports()).toEqual([{ root, state: 'COMPLETE', missing: [] }]);
  });

  it('leave once their message is opened: both of them, and whoever sends them is woken', async () => {
    await sql(`delete from objects.transfer`);
    const dispatch = randomUUID();
    await insertRow(database, 'cases.dispatch', { id: dispatch });
    const roots = [0, 1].map(() => randomBytes(32).toString('hex'));
    for (const [position, root] of roots.entries())
      await insertRow(database, 'cases.attachment', {
        ...{ dispatch, position, root, ciphertext_size: 2 * SEALED_CHUNK_BYTES },
      });
    await insertRow(database, 'mailbox.outbox', {
      ...{ link_id: linkId, dispatch, message_id: messageId, statement: false },
    });
    const woken: string[] = [];
    const announce = (id: MessageId): Promise<number> =>
      inTx((tx) =>
        transfers.announce({ ...tx, wake: (step) => void woken.push(step) }, linkId, [id]),
      );
    expect(await announce(parseMessageId(randomBytes(16).toString('hex')))).toBe(0);
    expect(woken).toEqual([]);
    expect(await announce(messageId)).toBe(2);
    expect(woken).toEqual(['objects']);
    const leaving = (await due()).map(({ root, chunks }) => [root, chunks]);
    expect(leaving.sort()).toEqual(roots.map((root) => [root, 2]).sort());
  });

  it('know only what an opened message of the same link announced', async () => {
    const root = await incoming(4);
    const other = parseLinkId(randomBytes(16).toString('hex'));
    const found = await inTx((tx) => transfers.expected(tx, linkId, [root]));
    expect(found.get(root)).toMatchObject({ state: 'WAITING', chunks: 4 });
    expect((await inTx((tx) => transfers.expected(tx, other, [root]))).size).toBe(0);
  });
});
