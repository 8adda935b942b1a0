import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mailbox } from '#mailbox';
import { parseStateCode, priorities, type MessageId } from '#kernel';
import { anId } from '../../../test/support/hostile.js';
import { asOwner, journalOf, storeOf } from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { aLinkId } from '../../../test/support/state.js';
import { AcceptDelivery } from './05-accept.js';
import { migrations, type Connection, type Store } from '#store';
import type { ReceivedBatch } from '#border';
import { encodeBatch, type Frame } from '#wire';

const linkId = aLinkId();

describe('what a neighbour’s exchange may put into our stream', () => {
  let postgres: TestPostgres;
  let database: Connection;
  let store: Store;
  let accept: AcceptDelivery;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    database = await postgres.database(migrations);
    store = await storeOf(postgres, database, 'exchange');
    const { journal } = journalOf('exchange');
    const link = { linkId, side: 'listen' } as const;
    accept = new AcceptDelivery(store, new Mailbox(), journal, link, parseStateCode('XB'));
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await postgres.stop();
  });

  const batch = (frames: readonly Frame[]): ReceivedBatch => {
    return { linkId, bytes: encodeBatch({ frames, chunks: [] }), deliveries: 1 };
  };
  const frame = (messageId: MessageId, part = 0, parts = 1, size = 1): Frame => {
    return { messageId, part, parts, ciphertext: randomBytes(size), statement: false };
  };
  const count = async (table: string): Promise<number> => {
    const [row] = await asOwner<{ count: string }>(database, `select count(*) from ${table}`);
    return Number(row?.count);
  };

  it('more messages than the log takes at once, a byte each, are taken all the same', async () => {
    const batches = Array.from({ length: 6 }, () =>
      batch(Array.from({ length: 250 }, () => frame(anId()))),
    );
    await accept.acceptBatches(batches);
    expect(await count('mailbox.delivery')).toBe(1_500);
    expect(await count('mailbox.receipt_due')).toBe(1_500);
  }, 60_000);

  it('parts whose rest never comes do not pile up, and a whole message comes through among them', async () => {
    const loose = (): Frame => frame(anId(), 0, 2, 4_000);
    const whole = anId();
    await accept.acceptBatches([batch([frame(whole, 0, 2, 1_000)])]);
    for (let i = 0; i < 150; i += 1) await accept.acceptBatches([batch([loose()])]);
    expect(await count('mailbox.delivery_part')).toBeLessThanOrEqual(129);
    await accept.acceptBatches([
      batch([frame(whole, 0, 2, 1_000)]),
      batch([frame(whole, 1, 2, 1_000)]),
    ]);
    const [row] = await asOwner<{ size: number }>(
      database,
      'select size from mailbox.delivery where message_id = $1',
      [whole],
    );
    expect(row?.size).toBe(2_000);
  }, 60_000);

  it('a message is stored in five statements with its receipt due, a heap of statements in one', async () => {
    const seen: string[] = [];
    const counting: Pick<Store, 'transaction'> = {
      transaction: (context, fn) =>
        store.transaction(context, (tx) =>
          fn({
            ...tx,
            query: (sql, params) => {
              seen.push(sql);
              return tx.query(sql, params);
            },
            send: (sql, params) => {
              seen.push(sql);
              tx.send(sql, params);
            },
          }),
        ),
    };
    const link = { linkId, side: 'listen' } as const;
    const { journal } = journalOf('exchange');
    const step = new AcceptDelivery(counting, new Mailbox(), journal, link, parseStateCode('XB'));
    const statement = (): Frame => ({ ...frame(anId()), statement: true });
    await step.acceptBatches([batch([statement(), statement()]), batch([statement()])]);
    expect(seen).toHaveLength(1);
    seen.length = 0;
    const [one, two] = [anId(), anId()];
    await step.acceptBatches([batch([frame(one), statement()]), batch([frame(two)])]);
    expect(seen).toHaveLength(5);
    const due = await asOwner(
      database,
      `select r.stage, r.code, r.priority, r.told_by, r.rseq, r.at = d.received_at and r.event = d.event
         and r.ciphertext_sha256 = d.ciphertext_sha256 and r.link_id = d.link_id as same, e.typ
       from mailbox.delivery d join mailbox.receipt_due r on r.message_id = d.message_id
         join journal.event e on e.id = d.event and e.message_id = d.message_id
       where d.message_id = any ($1::text[])`,
      [[one, two]],
    );
    const { NORMAL: priority } = priorities;
    const row = { stage: 'DELIVERED', code: null, priority, told_by: null, rseq: null };
    expect(due).toEqual(Array(2).fill({ ...row, same: true, typ: 'msg.received' }));
  });
});
