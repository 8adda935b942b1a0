import { randomUUID } from 'node:crypto';
import {
  asOwner,
  linkOf,
  messageOf,
  nothingWaits,
  shaOf,
  storeOf,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow, insertRows } from '../../../test/support/rows.js';
import { priorities, timestamp } from '#kernel';
import { type Connection, migrations, type Store } from '#store';
import { Links } from './links.js';
import { Outbox } from './outbox.js';
import { Receipts } from './receipts.js';
import { markSealed } from './numbered.js';

let postgres: TestPostgres;
let database: Connection;
let sealer: Store;
let opener: Store;
const [links, outbox, receipts] = [new Links(), new Outbox(), new Receipts()];
const link = linkOf(1);
const bytes = Buffer.of(1);
const event = (index: number): string =>
  `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const released = (size: number): Promise<unknown> =>
  asOwner(database, 'update journal.released set size = $1', [size]);
const issuable = (): Promise<string[]> =>
  sealer.transaction({ step: 'test' }, async (tx) =>
    (await receipts.issuable(tx, link, 16)).map((due) => due.event),
  );
const queued = (): Promise<number[]> =>
  sealer.transaction({ step: 'test' }, async (tx) => {
    const { rows } = await outbox.claimQueued(tx, nothingWaits);
    return rows.map(({ id }) => id);
  });

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  sealer = await storeOf(postgres, database, 'sealer', 3);
  opener = await storeOf(postgres, database, 'opener', 1);
  for (const table of ['link', 'link_numbers', 'link_receipts', 'link_heard'])
    await insertRow(database, `mailbox.${table}`, { link_id: link });
  await insertRows(
    database,
    'journal.leaf',
    [0, 1, 2, 3].map((index) => ({ index, event: event(index) })),
  );
}, 60_000);

afterAll(async () => {
  await sealer.close();
  await opener.close();
  await postgres.stop();
});

describe('two sealers at once', () => {
  it('give no number of a link twice: the second waits for the first', async () => {
    let second: Promise<number> | undefined;
    const first = await sealer.transaction({ step: 'test' }, async (tx) => {
      const { lastSeq } = await links.lockNumbers(tx, link);
      second = sealer.transaction({ step: 'test' }, async (other) => {
        const numbers = await links.lockNumbers(other, link);
        return numbers.lastSeq;
      });
      await pause(300);
      markSealed(tx, link, [
        {
          ...{ id: 0, seq: lastSeq + 1, messageId: messageOf(9), prev: null },
          ...{ envelopeSha256: shaOf('envelope'), ciphertextSha256: shaOf('sealed') },
          ...{ ciphertext: bytes, envelope: bytes, envelopeSignature: bytes, sessionKey: bytes },
          ...{ intentEvent: event(0), sealedAt: timestamp(new Date()) },
        },
      ]);
      return lastSeq + 1;
    });
    expect(await second).toBe(first);
  });

  it('seal no document twice: the second skips what the first has', async () => {
    const id = randomUUID();
    await insertRow(database, 'mailbox.outbox', {
      ...{ link_id: link, state: 'QUEUED', dispatch: id, thread: id, signed_event: event(0) },
    });
    await released(1);
    await sealer.transaction({ step: 'test' }, async (tx) => {
      const { rows: first } = await outbox.claimQueued(tx, nothingWaits);
      expect(first).toHaveLength(1);
      expect(await queued()).toEqual([]);
    });
    expect(await queued()).toHaveLength(1);
  });
});

describe('receipts of what a neighbour sent', () => {
  it('are issued only once the log has released the fact, and by one sealer at a time', async () => {
    await opener.transaction({ step: 'test' }, (tx) => {
      receipts.due(tx, [
        {
          linkId: link,
          messageId: messageOf(1),
          stage: 'OPENED',
          code: null,
          ciphertextSha256: shaOf('sealed'),
          at: new Date(),
          event: event(3),
          priority: priorities.NORMAL,
        },
      ]);
      return Promise.resolve();
    });
    await released(3);
    expect(await issuable()).toEqual([]);
    await released(4);
    await sealer.transaction({ step: 'test' }, async (tx) => {
      expect(await receipts.issuable(tx, link, 16)).toMatchObject([{ rseq: 1 }]);
      expect(await issuable()).toEqual([]);
    });
    expect(await issuable()).toEqual([event(3)]);
  });

  it('of a peer count without a gap: what follows a missing one is not acknowledged', async () => {
    const numbered = (rseq: number, about: string) =>
      insertRow(database, 'mailbox.receipt_in', {
        ...{ link_id: link, rseq, message_id: about, stage: 'OPENED' },
      });
    const contiguous = (): Promise<number> =>
      opener.transaction({ step: 'test' }, async (tx) => {
        await links.raiseProgress(tx, link, { acknowledgedUpTo: 0 });
        return (await links.read(tx, link)).verifiedUpTo;
      });
    for (const rseq of [1, 2, 4]) await numbered(rseq, messageOf(rseq));
    expect(await contiguous()).toBe(2);
    await numbered(3, messageOf(3));
    expect(await contiguous()).toBe(4);
  });
});
