import { beforeAll, describe, expect, it } from '@jest/globals';
import { sealedObject } from '#journal';
import { Mailbox } from '#mailbox';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';
import type { Body, MessageId, StateCode, ThreadId } from '#kernel';
import type { EmergencyReason } from '#capabilities/access-lists/access-lists.lists';
import { type Composed, enclosedRelease, enclosing } from '../../support/documents.js';
import { unmatched } from '../../instruments/entries/entries.js';
import { Forwarding, handled, type Item } from '../fixtures/forwarding.js';
import type { TestGateway } from '../../support/gateway.js';
import { LineOfFour } from '../fixtures/line-of-four.js';
import { eventually } from '../../support/nats.js';
import { OfficeDay } from '../fixtures/office-day.js';
import { copyRows } from '../../support/rows.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { firstPage } from '../../support/two-states.js';
import { sharedFour } from './line.js';

const purpose = 'INVESTIGATION';
const facts = 'The holder does not answer the phone.';

let three: ThreeStates;
let a: TestGateway;
let b: TestGateway;
let c: TestGateway;
let d: TestGateway;
let acts: Forwarding;
let line: LineOfFour;
const days = new Map<TestGateway, OfficeDay>();
beforeAll(async () => {
  three = await sharedFour();
  ({ a, b, c } = three);
  ({ d } = three.fourth);
  [acts, line] = [new Forwarding(three), new LineOfFour(three)];
  for (const gateway of [c, d]) days.set(gateway, await OfficeDay.begin(gateway, ['bea']));
}, 90_000);

const threadOf = ({ id }: Pick<Composed, 'id'>): ThreadId => id as unknown as ThreadId;
async function breakGlass(
  at: TestGateway,
  thread: ThreadId,
  reason: EmergencyReason,
): Promise<void> {
  await days.get(at)?.ask('bea', 'inbox.break-glass', { thread, reason, facts });
}
const alertsAt = async (
  gateway: TestGateway,
  name: string,
  thread: ThreadId,
): Promise<readonly AlertView[]> =>
  (await gateway.asking.show(gateway.session(name), thread, purpose, firstPage)).alerts;
const beyond = (way: readonly string[]) =>
  expect.objectContaining({ alert: 'GLASS_BROKEN_BEYOND', way, minutes: null });
const receiptsOf = (gateway: TestGateway, thread: ThreadId) =>
  gateway.sql<{ stage: string; code: string; leaf: string }>(
    `select r.stage, r.code, convert_from(decode(convert_from(r.receipt, 'UTF8')::jsonb ->> 'leaf', 'base64'), 'UTF8') as leaf
     from mailbox.receipt_in r join mailbox.outbox o on o.message_id = r.message_id and o.link_id = r.link_id
     where o.thread = $1 and r.stage like 'BREAK_GLASS%' order by r.rseq`,
    [thread],
  );

describe('emergency access to what was handed on', () => {
  let item: Item;
  let toC: Composed;

  it('is told to the originator by the State that has handed it on, without a name', async () => {
    item = await acts.received({ handling: handled('H0', 'H2') });
    toC = await acts.forward(item, await acts.consented(item));
    await three.arrived(c, toC.id);
    await c.claim.claimRequest(c.session('ben'), threadOf(toC));
    await breakGlass(c, threadOf(toC), 'SUPERVISION');
    await eventually(async () => (await receiptsOf(a, item.thread)).length === 1);
    const alerts = await alertsAt(a, 'ana', item.thread);
    expect(alerts).toEqual([beyond(['XC', 'XB'])]);
    const [receipt] = await receiptsOf(a, item.thread);
    expect(receipt).toMatchObject({ stage: 'BREAK_GLASS_ONWARD', code: 'SUPERVISION' });
    expect(JSON.parse(receipt?.leaf ?? '')).toMatchObject({
      ...{ typ: 'case.glass.told', reason: 'SUPERVISION', data: { way: ['XC'] } },
    });
    expect(receipt?.leaf).not.toMatch(/"bea"|"ben"|phone/);
    expect(receipt?.leaf).not.toContain(toC.id);
    // The desk learns of it without opening the thread.
    const notices = await a.sql(
      'select thread, alert, reason, way, state from cases.glass_there where thread = $1',
      [item.thread],
    );
    expect(notices).toEqual([
      {
        ...{ thread: item.thread, alert: 'GLASS_BROKEN_BEYOND', reason: 'SUPERVISION' },
        ...{ way: ['XC', 'XB'], state: 'XC' },
      },
    ]);
    // XB learns of it for everything that it sends.
    expect((await alertsAt(b, 'ben', threadOf(toC))).map(({ alert }) => alert)).toEqual([
      'GLASS_BROKEN_THERE',
    ]);
    const own = await b.asked.show(b.session('ben'), item.thread, purpose, firstPage);
    expect(own.alerts).toEqual([]);
  }, 60_000);

  it('goes back over every State on the way, each telling through whom', async () => {
    const toD = await onwards(item, toC);
    await d.claim.claimRequest(d.session('ben'), threadOf(toD));
    await breakGlass(d, threadOf(toD), 'COURT_ORDER');
    await eventually(async () => (await receiptsOf(a, item.thread)).length === 2);
    // A report about one State hides none about another.
    expect(await alertsAt(a, 'ana', item.thread)).toEqual([
      beyond(['XC', 'XB']),
      beyond(['XD', 'XC', 'XB']),
    ]);
    expect(await alertsAt(b, 'ben', threadOf(toC))).toEqual([
      expect.objectContaining({ alert: 'GLASS_BROKEN_THERE', way: null }),
      beyond(['XD', 'XC']),
    ]);
    expect((await alertsAt(c, 'ben', threadOf(toD))).map(({ alert }) => alert)).toEqual([
      'GLASS_BROKEN_THERE',
    ]);
    // Once for each hop: nothing is due, and every fact has its event.
    for (const gateway of [a, b, c, d]) {
      expect(
        await gateway.sql(
          `select 1 as one from mailbox.receipt_due where stage like 'BREAK_GLASS%' and rseq is null`,
        ),
      ).toEqual([]);
      expect(await unmatched((sql) => gateway.sql(sql), /emergency access/)).toEqual({});
    }
  }, 60_000);

  const insertReports = async (count: number, by?: string) => {
    const [one] = await b.sql<{ event: string }>(
      `select event from mailbox.receipt_due
       where stage = 'BREAK_GLASS_ONWARD' and told_by is not null and rseq is distinct from 999999 limit 1`,
    );
    await copyRows(
      b,
      'mailbox.receipt_due',
      { event: one?.event, stage: 'BREAK_GLASS_ONWARD' },
      Array.from({ length: count }, () => ({ rseq: 999_999, told_by: by, at: new Date() })),
    );
  };
  const forgotten = () => b.sql(`delete from mailbox.receipt_due where rseq = 999999`);
  const onward = () =>
    b.sql(
      `select 1 as one from mailbox.receipt_due
       where stage = 'BREAK_GLASS_ONWARD' and rseq is distinct from 999999`,
    );

  it('is told on 32 times a day of one document by one neighbour, however often that says it', async () => {
    const breaks = async () => {
      const receiptsBefore = (await receiptsOf(b, threadOf(toC))).length;
      // Her emergency access has ended.
      await c.sql(`update cases.roster set until = at where officer = 'bea'`);
      await breakGlass(c, threadOf(toC), 'SUPERVISION');
      await eventually(async () => (await receiptsOf(b, threadOf(toC))).length > receiptsBefore);
      return onward();
    };
    await insertReports(32, 'another');
    expect(await breaks()).toHaveLength(3);
    await eventually(async () => (await receiptsOf(a, item.thread)).length === 3);
    await insertReports(32);
    const codes = () =>
      b.sql(`select 1 as one from mailbox.quarantine where code = 'GLASSES_TOO_MANY'`);
    expect(await codes()).toEqual([]);
    // The overflow is recorded once.
    for (const _ of [1, 2]) {
      expect(await breaks()).toHaveLength(3);
      expect(await codes()).toHaveLength(1);
    }
    expect((await receiptsOf(a, item.thread)).length).toBe(3);
    await forgotten();
  }, 60_000);

  it('is told on no oftener where several statements are opened together', async () => {
    const [before, receiptsBefore] = [
      (await onward()).length,
      (await receiptsOf(b, threadOf(toC))).length,
    ];
    await insertReports(31 - before);
    const statements = async () =>
      (await b.sql(`select 1 as one from mailbox.delivery where statement and state = 'RECEIVED'`))
        .length;
    await b.steps.hold('open');
    try {
      for (const _ of [1, 2]) {
        const waiting = await statements();
        await tell(toC, ['XD']);
        await eventually(async () => (await statements()) > waiting);
      }
    } finally {
      b.steps.resume('open');
    }
    await eventually(
      async () => (await receiptsOf(b, threadOf(toC))).length === receiptsBefore + 2,
    );
    expect(await onward()).toHaveLength(before + 1);
    await eventually(async () => (await receiptsOf(a, item.thread)).length === before + 1);
    await forgotten();
  }, 60_000);

  it.each([
    ['through itself', ['XC']],
    ['at the State that it tells', ['XB']],
  ])(
    'that a lying State tells of as %s is seen and told to nobody, and keeps nothing back that comes with it',
    async (_, way) => {
      const receiptsBefore = (await receiptsOf(a, item.thread)).length;
      const [alarms, alerts] = [
        await coded(b, impossible),
        await alertsAt(b, 'ben', threadOf(toC)),
      ];
      const [before, beforeAtA] = [await coded(b, invalid), await coded(a, invalid)];
      await tell(toC, way);
      await eventually(async () => (await coded(b, impossible)) === alarms + 1);
      await acts.received();
      // XB has acknowledged all of XC, and XA all of XB.
      await eventually(
        async () =>
          (await countUnacknowledged(c, b)) === 0 && (await countUnacknowledged(b, a)) === 0,
      );
      expect((await receiptsOf(b, threadOf(toC))).at(-1)?.leaf).toContain(JSON.stringify(way));
      expect((await receiptsOf(a, item.thread)).length).toBe(receiptsBefore);
      expect(await alertsAt(b, 'ben', threadOf(toC))).toEqual(alerts);
      const noticed = await b.sql('select 1 as one from cases.glass_there where way = $1', [
        [...way, 'XC'],
      ]);
      expect(noticed).toEqual([]);
      expect([await coded(b, invalid), await coded(a, invalid)]).toEqual([before, beforeAtA]);
    },
    60_000,
  );

  it('that a lying State tells of in circles is refused, and makes nobody say what the next one refuses', async () => {
    const way = ['XD', 'XD'];
    const receiptsBefore = (await receiptsOf(a, item.thread)).length;
    const [before, beforeAtA] = [await coded(b, invalid), await coded(a, invalid)];
    await tell(toC, way);
    await eventually(async () => (await coded(b, invalid)) > before);
    await takeBack(toC, way);
    await acts.received();
    await eventually(async () => (await countUnacknowledged(b, a)) === 0);
    expect((await receiptsOf(a, item.thread)).length).toBe(receiptsBefore);
    expect(await coded(a, invalid)).toBe(beforeAtA);
  }, 60_000);
});

const [invalid, impossible] = ['RECEIPT_INVALID', 'GLASS_WAY_IMPOSSIBLE'] as const;

const coded = async (gateway: TestGateway, code: string): Promise<number> =>
  (await gateway.sql(`select 1 as one from mailbox.quarantine where code = $1`, [code])).length;

const countUnacknowledged = async (from: TestGateway, to: TestGateway): Promise<number> =>
  (
    await from.sql(
      `select o.rseq from mailbox.receipt_out o join mailbox.link l using (link_id) join mailbox.link_heard h using (link_id)
         where l.peer = $1 and o.rseq > h.rack_out
       union all select null from mailbox.receipt_due d join mailbox.link l using (link_id) join mailbox.link_heard h using (link_id)
         where l.peer = $1 and d.rseq is null`,
      [to.state.state],
    )
  ).length;

async function tell({ id }: Composed, way: readonly string[]): Promise<void> {
  const { store, journal, cases } = await c.parts('opener');
  const mailbox = new Mailbox();
  await store.transaction({ step: 'tell' }, async (tx) => {
    const [thread] = await cases.threadsById(tx, [threadOf({ id })]);
    const [came] = await c.sql<{ messageId: MessageId }>(
      'select message_id as "messageId" from cases.dispatch where id = $1',
      [id],
    );
    if (thread === undefined || came === undefined) throw new Error('no such forward');
    const { messageId } = came;
    const { linkId, peer, priority, compartment } = thread;
    const facts = (await mailbox.progress.sealedFacts(tx, linkId, [messageId])).get(messageId);
    if (facts === undefined) throw new Error('no such message');
    const { ciphertextSha256 } = facts;
    const stage = 'BREAK_GLASS_ONWARD';
    const code = 'SUPERVISION';
    const [event] = await journal.recordAll(tx, [
      {
        ...{ typ: 'case.glass.told', reason: code },
        case: { thread: thread.id, compartment },
        channel: { link: linkId, peer, dir: 'IN', seq: null },
        obj: [sealedObject(facts)],
        data: { messageId, way: way as readonly StateCode[] },
      },
    ]);
    if (event === undefined) throw new Error('no event');
    const due = { linkId, messageId, stage, code, ciphertextSha256, priority } as const;
    mailbox.receipts.due(tx, [{ ...due, at: event.at, event: event.id }]);
  });
}

async function takeBack({ id }: Composed, way: readonly string[]): Promise<void> {
  await c.sql(
    `update mailbox.receipt_out o set size = d.size, stage = 'AGAIN ' || o.rseq,
       receipt = convert_to(replace(convert_from(d.receipt, 'UTF8'), '"rseq":' || d.rseq || ',', '"rseq":' || o.rseq || ','), 'UTF8')
     from mailbox.receipt_out d
     where d.message_id = o.message_id and d.link_id = o.link_id and d.stage = 'DELIVERED'
       and o.message_id = (select message_id from cases.dispatch where id = $1) and o.stage = 'BREAK_GLASS_ONWARD'
       and convert_from(decode(convert_from(o.receipt, 'UTF8')::jsonb ->> 'leaf', 'base64'), 'UTF8') like $2`,
    [id, `%${JSON.stringify(way)}%`],
  );
}

async function onwards(item: Item, toC: Composed): Promise<Composed> {
  const ask = { reason: 'It is bound for XD.' };
  const given = { outcome: 'GRANTED', reason: '' } as const;
  const [ofItem, ofC] = [line.release(item.sent, d, c), line.release(toC, d)];
  const placeA = { thread: item.thread, inReplyTo: item.sent.id };
  const placeB = { thread: threadOf(toC), inReplyTo: toC.id };
  const says = (body: object) => body as Body<'forward-consent'>;
  const toB = await line.tells([c, b], b, placeB, 'forward-consent-request', { ...ofC, ...ask });
  const toA = await line.tells([b, a], a, placeA, 'forward-consent-request', { ...ofItem, ...ask });
  const byA = await line.tells(
    [a, b],
    a,
    { ...placeA, inReplyTo: toA.id },
    'forward-consent',
    says({ ...ofItem, ...given }),
  );
  const byB = await line.tells(
    [b, c],
    b,
    { ...placeB, inReplyTo: toB.id },
    'forward-consent',
    says({ ...ofC, ...given, releases: [await enclosedRelease(a.state, byA)] }),
  );
  const sent = await line.forwarding([c, d], await enclosing(b.state, toC, byB));
  await c.submit.submitDocument(c.session('ben'), sent);
  await three.arrived(d, sent.id);
  return sent;
}
