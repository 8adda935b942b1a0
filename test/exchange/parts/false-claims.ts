import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Envelope, LogPoint, MessageId } from '#kernel';
import { HostileNeighbour } from '../../support/hostile.js';
import { eventually } from '../../support/nats.js';
import { TwoStates } from '../../support/two-states.js';

// XA is hostile: it makes claims about XB's log and receipts that XB knows to be false.
describe('a neighbour claims of this State what is false', () => {
  let two: TwoStates;
  let foe: HostileNeighbour;
  let genuine: LogPoint;

  beforeAll(async () => {
    two = await TwoStates.start();
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), await two.request());
    await two.a.reached(thread, 'OPENED');
    const [row] = await two.b.sql<{ size: number; root: Buffer; origin: string }>(
      `select c.size, c.root, split_part(c.note, E'\\n', 1) as origin
       from journal.released r join journal.checkpoint c using (size)`,
    );
    if (row === undefined) throw new Error('no checkpoint');
    genuine = { origin: row.origin, size: row.size, root: row.root.toString('base64') };
    foe = await HostileNeighbour.turn(two, 'a');
  }, 60_000);
  afterAll(async () => {
    await foe.close();
    await two.stop();
  });

  const alarms = async (of: MessageId | null): Promise<string[]> =>
    (
      await two.b.sql<{ reason: string }>(
        `select data ->> 'reason' as reason
         from (select convert_from(leaf, 'UTF8')::jsonb as data from journal.event where typ = 'link.alarm') e
         where data -> 'data' ->> 'messageId' is not distinct from $1`,
        [of],
      )
    ).map(({ reason }) => reason);

  async function opened(id: MessageId): Promise<void> {
    await eventually(async () => {
      const rows = await two.b.sql<{ state: string }>(
        'select state from mailbox.delivery where message_id = $1',
        [id],
      );
      return rows[0]?.state === 'OPENED';
    }, 20_000);
  }

  async function claiming(envelope: Partial<Envelope>): Promise<string[]> {
    const frame = await foe.message(await two.request(), 'ana', envelope);
    await foe.publish([frame]);
    await opened(frame.messageId);
    // A hostile neighbour's numbers have gaps, which is another alarm.
    return (await alarms(frame.messageId)).filter((reason) => reason !== 'CHAIN_BROKEN');
  }
  const seen = (peer: LogPoint): Partial<Envelope> => ({ anchor: { own: null, peer } });

  it('control: a checkpoint that was signed, and receipts that were issued, are no news', async () => {
    expect(await claiming(seen(genuine))).toEqual([]);
    expect(await claiming({ rack: 1 })).toEqual([]);
  }, 60_000);

  it.each([
    ['another root', { root: Buffer.alloc(32, 7).toString('base64') }],
    ['a size that it never had', { size: 1_000_000_000 }],
    ['another name', { origin: 'log.elsewhere.example' }],
  ])(
    'that its log had %s: filed, and an alarm of the link',
    async (_, changed) => {
      expect(await claiming(seen({ ...genuine, ...changed }))).toEqual(['ANCHOR_UNKNOWN']);
    },
    60_000,
  );

  it('that receipts came which were never issued: an alarm, and nothing counts beyond what was issued', async () => {
    const acknowledgedUpTo = async (): Promise<number> => {
      const rows = await two.b.sql<{ out: number; issued: number }>(
        `select rack_out as out, last_rseq as issued
         from mailbox.link_heard join mailbox.link_receipts using (link_id)`,
      );
      const [row] = rows;
      if (row === undefined) throw new Error('no link');
      expect(row.out).toBeLessThanOrEqual(row.issued);
      return row.out;
    };
    expect(await claiming({ rack: 1_000_000 })).toEqual(['RACK_IMPOSSIBLE']);
    await acknowledgedUpTo();
    const before = (await alarms(null)).length;
    const test = await foe.statement(
      'link-test',
      { nonce: 'a'.repeat(32), answer: false },
      { rack: 2_000_000 },
    );
    await foe.publish([test]);
    await opened(test.messageId);
    expect((await alarms(null)).slice(before)).toEqual(['RACK_IMPOSSIBLE']);
    await acknowledgedUpTo();
    // Repetition does not fill the log: one event an hour.
    const more = await Promise.all(
      [1, 2, 3].map((n) =>
        foe.statement(
          'link-test',
          { nonce: String(n).repeat(32), answer: false },
          { rack: 2_000_000 + n },
        ),
      ),
    );
    await foe.publish(more);
    for (const { messageId } of more) await opened(messageId);
    expect((await alarms(null)).slice(before)).toEqual(['RACK_IMPOSSIBLE']);
    await two.b.sql(
      `update mailbox.link set claim_told_at = claim_told_at - interval '61 minutes'`,
    );
    const later = await foe.statement(
      'link-test',
      { nonce: 'b'.repeat(32), answer: false },
      { rack: 2_000_000 },
    );
    await foe.publish([later]);
    await opened(later.messageId);
    expect((await alarms(null)).slice(before)).toEqual(['RACK_IMPOSSIBLE', 'RACK_IMPOSSIBLE']);
    await acknowledgedUpTo();
  }, 60_000);
});
