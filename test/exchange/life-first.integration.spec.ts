import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PublicKeyEncryptedSessionKeyPacket } from 'openpgp';
import type { ThreadId } from '#kernel';
import { anAssessment, aRequestBody, aRequestWith } from '../support/builders.js';
import { soon } from './fixtures/forwarding.js';
import { eventually } from '../support/nats.js';
import { TwoStates } from '../support/two-states.js';

const flood = 500;
const sessionKeyPacket = PublicKeyEncryptedSessionKeyPacket.prototype as unknown as {
  decrypt: (...given: readonly never[]) => Promise<void>;
};
const backlog = 96;

describe('a flood of five hundred messages', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await TwoStates.start();
  }, 60_000);
  afterAll(() => two.stop());

  const ask = async (requestType: 'RISK_TO_LIFE' | 'INFORMATION'): Promise<ThreadId> => {
    const request = await two.request({ body: aRequestBody({ requestType }) });
    return (await two.a.submit.submitDocument(two.a.session('ana'), request)).thread;
  };
  const count = async (
    gateway: 'a' | 'b',
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<number> => {
    const [row] = await two[gateway].sql<{ n: number }>(
      `select count(*)::int as n from ${sql}`,
      params,
    );
    return row?.n ?? 0;
  };
  const before = (column: string, thread: ThreadId): Promise<number> =>
    count(
      'a',
      `mailbox.outbox where not statement and priority = 2
         and ${column} < (select ${column} from mailbox.outbox where thread = $1)`,
      [thread],
    );
  const receiptsBefore = (thread: ThreadId, stage: string): Promise<number> =>
    count(
      'a',
      `mailbox.receipt_in r join mailbox.outbox o using (message_id)
       where o.priority = 2 and r.stage = $2 and r.rseq < (
         select rseq from mailbox.receipt_in i join mailbox.outbox p using (message_id)
         where p.thread = $1 and i.stage = $2)`,
      [thread, stage],
    );
  const receipted = (thread: ThreadId): Promise<void> =>
    eventually(
      async () =>
        (await count(
          'a',
          `mailbox.receipt_in r join mailbox.outbox o using (message_id)
           where o.thread = $1 and r.stage in ('DELIVERED', 'OPENED')`,
          [thread],
        )) === 2,
      120_000,
    );

  const released = (gateway: 'a' | 'b', thread: ThreadId, typ: string): Promise<void> =>
    eventually(
      async () =>
        (await count(
          gateway,
          `journal.event e join journal.leaf l on l.event = e.id, journal.released r
           where e.thread = $1 and e.typ = $2 and l.index < r.size`,
          [thread, typ],
        )) === 1,
      60_000,
    );

  it('is overtaken by a risk to life at the sealer and at the relay', async () => {
    const { a } = two;
    await a.steps.hold('seal');
    // The log is signed once for all of them.
    await a.steps.hold('sequence');
    for (let n = 0; n < flood; n += 1) await ask('INFORMATION');
    const first = await ask('RISK_TO_LIFE');
    a.steps.resume('sequence');
    await a.stopExchange();
    await released('a', first, 'msg.signed');
    a.steps.resume('seal');
    await eventually(
      async () => (await count('a', `mailbox.outbox where state = 'QUEUED'`)) === 0,
      120_000,
    );
    expect(await before('seq', first)).toBe(0);
    // Alone in its batch: documents sealed together have equal times.
    const beside = `mailbox.outbox where sealed_at = (select sealed_at from mailbox.outbox where thread = $1)`;
    expect(await count('a', beside, [first])).toBe(1);
    // Another one when all others are sealed and wait to be relayed.
    const second = await ask('RISK_TO_LIFE');
    await eventually(
      async () =>
        (await count('a', `mailbox.outbox where thread = $1 and state = 'SEALED'`, [second])) === 1,
    );
    expect(await before('seq', second)).toBe(flood);
    await released('a', second, 'msg.send.intent');
    await two.b.steps.hold('receipts');
    await a.startExchange(two.borders[0], two.neighbour('solicit'));
    await eventually(async () => (await count('b', 'cases.thread')) === flood + 2, 120_000);
    const [order] = await two.b.sql<{ n: number }>(
      `select count(*)::int as n from mailbox.delivery d where not statement and serial < (
         select max(serial) from mailbox.delivery l join cases.dispatch c using (message_id)
         where c.thread = any ($1::uuid[]))`,
      [[first, second]],
    );
    expect(order?.n).toBe(1);
  }, 240_000);

  it('is overtaken by the receipts of a risk to life', async () => {
    const { b } = two;
    // All are opened at the neighbour and have no receipt yet; then another one comes.
    const last = await ask('RISK_TO_LIFE');
    await released('b', last, 'msg.accepted');
    b.steps.resume('receipts');
    await receipted(last);
    await eventually(
      async () =>
        (await count('a', `mailbox.outbox where not statement and state <> 'CLOSED'`)) === 0,
      120_000,
    );
    for (const stage of ['DELIVERED', 'OPENED']) expect(await receiptsBefore(last, stage)).toBe(0);
  }, 240_000);

  it('is overtaken by a risk to life and a stop-word at the opener of the neighbour', async () => {
    const { a, b } = two;
    const ana = a.session('ana');
    const assessment = anAssessment({ validUntil: soon() });
    const operation = await two.request({
      body: aRequestWith('CONTROLLED_DELIVERY', 'assessment', assessment),
    });
    const { thread } = await a.submit.submitDocument(ana, operation);
    await receipted(thread);
    await b.steps.hold('open');
    const waiting = `mailbox.delivery where not statement and state = 'RECEIVED'`;
    const came = (messages: number): Promise<void> =>
      eventually(async () => (await count('b', waiting)) === messages, 120_000);
    for (let n = 0; n < backlog; n += 1) await ask('INFORMATION');
    await came(backlog);
    const life = await ask('RISK_TO_LIFE');
    const place = { thread, inReplyTo: operation.id };
    const halt = await two.reply('ana', place, 'halt', { danger: 'No air.' });
    await a.submit.submitDocument(ana, halt);
    await came(backlog + 2);
    const known = await b.sql<{ id: string }>(
      `select message_id as id from mailbox.delivery where not statement and state = 'RECEIVED'
       order by serial desc limit 2`,
    );
    const decrypted = jest.spyOn(sessionKeyPacket, 'decrypt');
    b.steps.resume('open');
    await came(0);
    // A message decrypted by the look-ahead is not decrypted again.
    const sessionKeys = decrypted.mock.contexts.map((packet) =>
      String(Reflect.get(Object(packet), 'sessionKey')),
    );
    decrypted.mockRestore();
    expect(sessionKeys.length).toBeGreaterThanOrEqual(backlog + 2);
    expect(new Set(sessionKeys).size).toBe(sessionKeys.length);
    const last = known.map(({ id }) => id);
    const these = await b.sql<{ id: string }>(
      'select message_id as id from cases.dispatch where id = any ($1::uuid[])',
      [[life, halt.id]],
    );
    expect(these.map(({ id }) => id).sort()).toEqual([...last].sort());
    // Both alone in their batch: documents opened together are recorded in one transaction.
    const beside = `journal.event where typ = 'msg.accepted'
      and xmin = (select xmin from journal.event where thread = $1 and typ = 'msg.accepted')`;
    expect(await count('b', beside, [life])).toBeLessThanOrEqual(2);
    const passed = await count(
      'b',
      `mailbox.delivery d, (select max(opened_at) as opened_at from mailbox.delivery
         where message_id = any ($1::text[])) l
       where not d.statement and d.opened_at < l.opened_at
         and d.received_at > (select received_at from mailbox.delivery e join cases.dispatch c using (message_id)
           where c.id = $2)`,
      [last, operation.id],
    );
    // On a slow machine looking at all takes several runs of two batches, and each run opens one.
    expect(passed).toBeLessThan(72);
  }, 240_000);
});
