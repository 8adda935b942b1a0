import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDocumentId, timestamp, type MessageId, type Receipt, type ThreadId } from '#kernel';
import { eventually } from '../../support/nats.js';
import { anId, HostileNeighbour } from '../../support/hostile.js';
import { TwoStates } from '../../support/two-states.js';

const aVoid = (seq: number) => {
  return { seq, messageId: anId(), envelopeSha256: '0'.repeat(64), reason: 'WITHDRAWN' };
};

// XB is hostile, with all its keys; XA must go on whatever it receives.
describe('a neighbour says what no table of ours can hold', () => {
  let two: TwoStates;
  let foe: HostileNeighbour;
  let thread: ThreadId;
  let ours: MessageId;
  let honest: { checkpoint: string; receipts: Receipt[] };

  beforeAll(async () => {
    two = await TwoStates.start();
    ({ thread } = await two.a.submit.submitDocument(two.a.session('ana'), await two.request()));
    await two.a.reached(thread, 'OPENED');
    const [row] = await two.a.sql<{ id: MessageId; statement: Buffer }>(
      `select r.message_id as id, s.statement from mailbox.receipt_in r
       join mailbox.statement_in s on s.sha256 = r.statement_sha256 where r.stage = 'OPENED'`,
    );
    if (row === undefined) throw new Error('no receipt');
    ours = row.id;
    honest = (JSON.parse(row.statement.toString()) as { body: typeof honest }).body;
    foe = await HostileNeighbour.turn(two, 'b');
  }, 60_000);
  afterAll(async () => {
    await foe.close();
    await two.stop();
  });
  beforeEach(() => {
    two.a.errors.length = 0;
  });

  const stateOf = async (id: MessageId): Promise<string> => {
    const rows = await two.a.sql<{ state: string; code: string | null }>(
      `select d.state, q.code from mailbox.delivery d left join mailbox.quarantine q using (link_id, message_id)
       where d.message_id = $1`,
      [id],
    );
    return rows.map(({ state, code }) => code ?? state).join();
  };
  async function settled(id: MessageId): Promise<string> {
    let state = '';
    await eventually(async () => {
      state = await stateOf(id);
      return state !== '' && state !== 'RECEIVED';
    }, 15_000);
    return state;
  }

  async function goesOn(): Promise<void> {
    const good = await foe.statement('link-test', { nonce: anId(), answer: false });
    await foe.publish([good]);
    expect(await settled(good.messageId)).toBe('OPENED');
    expect(two.a.errors).toEqual([]);
  }

  const year0 = '0000-01-01T00:00:00.000Z';

  it('a directory that is fresh until the year 0', async () => {
    const point = two.b.state.point();
    const body = { point, from: point.version, entries: [], freshUntil: year0 };
    const bad = await foe.statement('directory', body);
    await foe.publish([bad]);
    expect(await settled(bad.messageId)).toBe('VALUE_INVALID');
    await goesOn();
  }, 60_000);

  it('a wish for the directory from a version that no chain has', async () => {
    const body = { seqs: [], directoryFrom: Number.MAX_SAFE_INTEGER };
    const bad = await foe.statement('resend-request', body);
    await foe.publish([bad]);
    expect(await settled(bad.messageId)).toBe('OPENED');
    await goesOn();
  }, 60_000);

  it('a receipt of the year 0', async () => {
    const receipts = honest.receipts.map((receipt) => {
      return { ...receipt, at: year0, rseq: receipt.rseq + 100 };
    });
    const bad = await foe.statement(
      'receipt-batch',
      { ...honest, receipts, objects: [] },
      { purpose: 'receipts' },
    );
    await foe.publish([bad]);
    expect(await settled(bad.messageId)).toBe('VALUE_INVALID');
    await goesOn();
  }, 60_000);

  it.each(['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])(
    'receipts of %s: they count, and the clock runs from a time that is possible',
    async (at) => {
      const receipts = honest.receipts.map((receipt) => {
        return { ...receipt, at, rseq: receipt.rseq + (at < '2' ? 200 : 300) };
      });
      const body = { ...honest, receipts, objects: [] };
      const bad = await foe.statement('receipt-batch', body, { purpose: 'receipts' });
      await foe.publish([bad]);
      expect(await settled(bad.messageId)).toBe('RECEIPT_TIME_IMPLAUSIBLE');
      const list = await two.a.asking.listThreads(
        two.a.session('ana'),
        { limit: 10, before: null },
        'INVESTIGATION',
      );
      const began = list.map(({ clock }) => Date.parse(clock.startedAt ?? ''));
      for (const start of began) expect(Math.abs(start - Date.now())).toBeLessThan(10 * 60_000);
      await goesOn();
    },
    60_000,
  );

  it('an answer under the id of one of our own messages', async () => {
    const request = parseDocumentId(thread);
    const answer = await two.response(thread, request);
    await foe.publish([await foe.message(answer, 'ben', {}, { id: ours })]);
    expect(await settled(ours)).toBe('MESSAGE_ID_REUSED');
    await goesOn();
    // Nothing was lost: the same answer under a new id is filed.
    const again = await foe.message(answer, 'ben');
    await foe.publish([again]);
    expect(await settled(again.messageId)).toBe('OPENED');
  }, 60_000);

  it('a message of the day after tomorrow', async () => {
    const answer = await two.response(thread, parseDocumentId(thread));
    const sealedAt = timestamp(new Date(Date.now() + 25 * 3_600_000));
    const ahead = await foe.message(answer, 'ben', { sealedAt });
    await foe.publish([ahead]);
    expect(await settled(ahead.messageId)).toBe('SEALED_TIME_AHEAD');
    await goesOn();
  }, 60_000);

  it('whatever else a row may refuse one day: the one is quarantined, the others go on', async () => {
    await two.a.sql(`alter table mailbox.chain add constraint no_seven check (seq <> 7)`);
    const [bad, good] = [
      await foe.statement('seq-void', aVoid(7)),
      await foe.statement('seq-void', aVoid(8)),
    ];
    await foe.publish([bad, good]);
    expect(await settled(bad.messageId)).toBe('OPEN_FAILED');
    expect(await settled(good.messageId)).toBe('OPENED');
    await goesOn();
  }, 60_000);
});
