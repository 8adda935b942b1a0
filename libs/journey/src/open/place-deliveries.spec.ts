import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  aLinkId,
  at,
} from '../../../../test/support/builders.js';
import { aHead, aThread } from '../../../../test/support/case-facts.js';
import type { Sources } from '#capabilities/capability';
import type { Document, MessageId, ThreadId } from '#kernel';
import type { DueDelivery } from '#mailbox';
import type { ThreadRecord } from '#threads';
import type { OpenedMessage } from './check-dispatch.js';
import { PlaceDeliveries, waitedInVain, type Arrived } from './place-deliveries.js';

const [one, two, foreign] = ['one', 'two', 'foreign'].map((seed) =>
  aThread(seed === 'foreign' ? { linkId: aLinkId('xa-xc') } : {}, seed),
) as [ThreadRecord, ThreadRecord, ThreadRecord];
const requestOf = (thread: ThreadRecord) => aDocumentId(`request of ${thread.id}`);

function arrivedIn(
  thread: ThreadRecord,
  n: number,
  members: Partial<Document<'acknowledgement'>> = {},
): Arrived {
  const document = aDocumentOf('acknowledgement', {
    ...{ id: aDocumentId(`answer ${n}`), thread: thread.id, inReplyTo: requestOf(thread) },
    ...{
      link: aLinkId(),
      from: { ...aDocument().from, state: thread.peer, authority: thread.peerAuthority },
    },
    ...{ to: { ...aDocument().to, authority: thread.authority } },
    ...members,
  });
  const envelope = { sealedAt: at() };
  const message = { document, envelope, compartments: ['ENFORCEMENT'] } as unknown as OpenedMessage;
  const row = {
    ...{ messageId: String(n), linkId: aLinkId(), receivedAt: new Date(0), isOurs: false },
    ...{ waitsFor: null, ciphertext: Buffer.alloc(1_024) },
  };
  return { row: row as unknown as DueDelivery, message, posted: [] };
}

const hour = 3_600_000;
const day = 24 * hour;

async function run(
  arrived: readonly Arrived[],
  { runningMs = 0, waiting = { count: 0, bytes: 0, unopened: 0 } } = {},
) {
  const read: ThreadId[] = [];
  const recalled: ThreadId[] = [];
  const refused: string[] = [];
  const known = new Map([one, two, foreign].map((thread) => [thread.id, thread]));
  const heads = [one, two, foreign].map((thread) =>
    aHead(aDocument({ id: requestOf(thread), thread: thread.id }), thread),
  );
  const sources = {
    tx: {},
    cases: {
      headsById: () => Promise.resolve(heads),
      lockAll: () => Promise.resolve(known),
      isErased: () => false,
      operations: {
        operationsOf: (_: unknown, threads: readonly ThreadRecord[]) => {
          read.push(...threads.map(({ id }) => id));
          return Promise.resolve(new Map());
        },
      },
      recalls: {
        ofAll: (_: unknown, threads: readonly ThreadId[]) => {
          recalled.push(...threads);
          return Promise.resolve(new Map());
        },
      },
      dispatchesById: () => Promise.resolve([]),
    },
    mailbox: {
      deliveries: {
        markWaiting: (_: unknown, { messageId }: DueDelivery) => refused.push(`${messageId} waits`),
        waitingForParent: () => Promise.resolve(waiting),
      },
    },
  } as unknown as Sources;
  const refuse = ({ messageId }: DueDelivery, code: string) => {
    refused.push(`${messageId} ${code}`);
    return Promise.resolve();
  };
  const places = new PlaceDeliveries(sources, refuse, () => runningMs);
  const { placed, left } = await places.placeDeliveries(arrived);
  return { placed: placed.map(({ row }) => String(row.messageId)), left, refused, read, recalled };
}

describe('facts at the receiver', () => {
  it('are read for each thread whose document has its place', async () => {
    expect(await run([arrivedIn(one, 1), arrivedIn(two, 2)])).toMatchObject({
      ...{ placed: ['1', '2'], left: 0, refused: [], read: [one.id, two.id] },
    });
  });

  it('are not read of a thread of another link, or one whose document has no place there', async () => {
    const elsewhere = arrivedIn(two, 3, { inReplyTo: requestOf(one) });
    const other = { ...aDocument().from, state: one.peer };
    const impostor = arrivedIn(one, 4, { from: other });
    const { placed, refused, read } = await run([arrivedIn(foreign, 1), elsewhere, impostor]);
    expect([placed, read]).toEqual([[], []]);
    expect(refused).toEqual(['1 PARENT_MISMATCH', '3 PARENT_MISMATCH', '4 PARENT_MISMATCH']);
  });

  it('are not read of what came under the id of a message that we had sent', async () => {
    const { row, ...rest } = arrivedIn(one, 1);
    const { refused, read } = await run([{ ...rest, row: { ...row, isOurs: true } }]);
    expect([refused, read]).toEqual([['1 MESSAGE_ID_REUSED'], []]);
  });

  it('are not read of what waits for its parent, or opens a thread that is there', async () => {
    const early = arrivedIn(two, 1, { inReplyTo: aDocumentId('on its way') });
    const { row, posted } = arrivedIn(one, 2);
    const document = aDocument({ thread: one.id });
    const opening = { row, posted, message: { document } as unknown as OpenedMessage };
    const { refused, read } = await run([early, opening]);
    expect([refused, read]).toEqual([['1 waits', '2 DOCUMENT_REPLAYED'], []]);
  });

  it('are read once for a thread, however many documents name it: those that follow are left', async () => {
    const { kind, body } = aDocumentOf('recall');
    const flood = Array.from({ length: 20 }, (_, n) => arrivedIn(one, n, { kind, body } as object));
    const { recalled, ...rest } = await run([...flood, arrivedIn(two, 20)]);
    expect(recalled).toEqual([one.id]);
    expect(rest).toEqual({
      ...{ placed: ['20'], left: 19, refused: ['0 RECALL_IMPOSSIBLE'], read: [one.id, two.id] },
    });
  });

  it('are not read for what follows a document that is refused by its place: the next batch judges it', async () => {
    const bad = arrivedIn(one, 1, { inReplyTo: requestOf(two) });
    expect(await run([bad, arrivedIn(one, 2)])).toMatchObject({ placed: [], left: 1, read: [] });
  });
});

describe('a message whose parent does not come', () => {
  const early = (days: number, of: Partial<DueDelivery> = {}): Arrived => {
    const { row, ...rest } = arrivedIn(two, days, { inReplyTo: aDocumentId('never sent') });
    const receivedAt = new Date(Date.now() - days * day);
    return { ...rest, row: { ...row, receivedAt, waitsFor: 'PARENT', ...of } };
  };
  const running = { runningMs: 2 * hour };

  it('waits for 30 days, then it is refused and waits no more', async () => {
    const { placed, refused } = await run([early(31)], running);
    expect([placed, refused]).toEqual([[], ['31 PARENT_MISSING']]);
    expect((await run([early(29)], running)).refused).toEqual(['29 waits']);
  });

  it('waits on where this State was off, or others are not opened yet: its parent may be next', async () => {
    expect((await run([early(31)], { runningMs: hour / 2 })).refused).toEqual(['31 waits']);
    const waiting = { count: 3, bytes: 3, unopened: 1 };
    expect((await run([early(31)], { ...running, waiting })).refused).toEqual(['31 waits']);
    for (const waitsFor of ['DIRECTORY', null] as const)
      expect((await run([early(31, { waitsFor })], running)).refused).toEqual(['31 waits']);
  });

  it('is refused at once where too many or too much of its link waits, and what waits goes on waiting', async () => {
    const another = aThread({}, 'another');
    const fresh = early(0, { waitsFor: null });
    const document = { ...fresh.message.document, thread: another.id, id: aDocumentId('more') };
    const message = { ...fresh.message, document } as unknown as OpenedMessage;
    const second = { ...fresh, message, row: { ...fresh.row, messageId: '1' as MessageId } };
    for (const waiting of [
      { count: 1_023, bytes: 0, unopened: 9 },
      { count: 0, bytes: 64 * 1024 * 1024 - 1_024, unopened: 0 },
    ])
      expect((await run([fresh, second], { waiting })).refused).toEqual([
        '0 waits',
        '1 PARENT_MISSING',
      ]);
    const full = { waiting: { count: 1_024, bytes: 0, unopened: 0 } };
    expect((await run([early(1)], full)).refused).toEqual(['1 waits']);
  });

  it.each([
    [30 * day, 2 * hour, 0, false],
    [30 * day + 1, 2 * hour, 0, true],
    [30 * day + 1, hour, 0, false],
    [30 * day + 1, 2 * hour, 1, false],
    [60 * day, 2 * hour, 1, false],
    [60 * day + 1, 2 * hour, 1, true],
    [365 * day, hour, 1, false],
    [-day, 365 * day, 0, false],
  ])('after %d ms, %d ms running, %d others unopened: %s', (waitedMs, runningMs, unopened, end) => {
    expect(waitedInVain({ waitedMs, runningMs, unopened })).toBe(end);
  });
});
