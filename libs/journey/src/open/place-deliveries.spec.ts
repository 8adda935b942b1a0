import {
  aDocument,
  aDocumentId,
  aDocumentOf,
  aLinkId,
  at,
} from '../../../../test/support/builders.js';
import { aHead, aThread } from '../../../../test/support/case-facts.js';
import type { Sources } from '#capabilities/capability';
import { type Document, type ThreadId } from '#kernel';
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
  const row = { messageId: String(n), linkId: aLinkId(), receivedAt: new Date(0), isOurs: false };
  return { row: row as unknown as DueDelivery, message, posted: [] };
}

const hour = 3_600_000;
const day = 24 * hour;

async function run(arrived: readonly Arrived[], runningMs = 0) {
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
  const early = (days: number): Arrived => {
    const { row, ...rest } = arrivedIn(two, days, { inReplyTo: aDocumentId('never sent') });
    return { ...rest, row: { ...row, receivedAt: new Date(Date.now() - days * day) } };
  };

  it('waits for seven days, then it is refused and waits no more', async () => {
    const { placed, refused } = await run([early(8)], 2 * hour);
    expect([placed, refused]).toEqual([[], ['8 PARENT_MISSING']]);
    expect((await run([early(6)], 2 * hour)).refused).toEqual(['6 waits']);
  });

  it('waits for another hour where the State was off meanwhile, for its parent may come now', async () => {
    expect((await run([early(8)], hour / 2)).refused).toEqual(['8 waits']);
  });

  it.each([
    [7 * day, 2 * hour, false],
    [7 * day + 1, 2 * hour, true],
    [7 * day + 1, hour, false],
    [365 * day, hour + 1, true],
    [-day, 365 * day, false],
  ])('after %d ms, of which the last %d ms running: %s', (waited, running, expected) => {
    expect(waitedInVain(waited, running)).toBe(expected);
  });
});
