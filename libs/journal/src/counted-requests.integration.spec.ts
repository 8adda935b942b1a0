import { migrations, type Connection, type Store } from '#store';
import { countRequest, type CountedAct } from '#capabilities/statistics/statistics.model';
import { parseStateCode, timestamp, type ReceiptStage } from '#kernel';
import {
  anyServiceSigns,
  documentOf,
  intent,
  journalOf,
  linkOf,
  messageOf,
  shaOf,
  storeOf,
  threadOf,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { recordedRequests } from './counted-requests.js';
import type { Draft } from './leaf/draft.js';

const peer = parseStateCode('XB');
const day = 86_400_000;
const now = timestamp(new Date());
const thread = { thread: threadOf(1), compartment: 'ENFORCEMENT' } as const;

let postgres: TestPostgres;
let database: Connection;
let store: Store;
beforeAll(async () => {
  postgres = await TestPostgres.start();
}, 60_000);
beforeEach(async () => {
  database = await anyServiceSigns(await postgres.database(migrations));
  store = await storeOf(postgres, database, 'opener', 1);
});
afterEach(() => store.close());
afterAll(() => postgres.stop());

const { journal } = journalOf('opener');
const record = (...drafts: readonly Draft[]) =>
  store.transaction({ step: 'test' }, (tx) => journal.recordAll(tx, drafts));
const counted = async (from: Date) => {
  const audit = await storeOf(postgres, database, 'audit', 1);
  try {
    const period = { from, to: new Date(from.getTime() + 2 * day) };
    const found = await audit.transaction({ step: 'test' }, (tx) =>
      recordedRequests(tx, period, null, null),
    );
    return found.map(({ known, documents }) => countRequest(known, documents));
  } finally {
    await audit.close();
  }
};

const opened = (composedAt = now): Draft => ({
  typ: 'case.opened',
  case: thread,
  data: {
    ...{ authority: 'border-police', side: 'ASKING', requestType: 'INFORMATION', peer },
    ...{ retentionMonths: 12, urgent: false, composedAt },
  } as Extract<Draft, { typ: 'case.opened' }>['data'],
});
const signed = (n: number, counts: CountedAct): Draft => ({
  typ: 'msg.signed',
  case: thread,
  data: {
    ...{ document: documentOf(n), kind: 'request', purpose: 'INVESTIGATION', counts },
    ...{ signer: shaOf('s'), certificateSha256: shaOf('c'), signatureSha256: shaOf('s') },
    recipientKeys: [],
  } as unknown as Extract<Draft, { typ: 'msg.signed' }>['data'],
});
const accepted = (n: number, counts?: CountedAct): Draft => ({
  typ: 'msg.accepted',
  case: thread,
  channel: { link: linkOf(1), peer, dir: 'IN', seq: n },
  data: {
    ...{ messageId: messageOf(n), document: documentOf(n), deliveredAt: now },
    ...(counts !== undefined && { counts }),
    ...{ envelopeSha256: shaOf('e'), certificateSha256: shaOf('c'), verifier: 'liaise/1' },
    directory: { version: 1, head: shaOf('d') },
  },
});
const receipt = (n: number, stage: ReceiptStage, rseq: number): Draft => ({
  typ: 'msg.receipt.logged',
  channel: { link: linkOf(1), peer, dir: 'OUT', seq: null },
  data: {
    ...{ messageId: messageOf(n), stage, rseq, countedAt: now, peerLeafSha256: shaOf('l') },
    ...{ peerIndex: rseq, checkpointSha256: shaOf('k') },
  },
});
const sent = (n: number): Draft => ({ ...intent(n), case: thread });
const start: CountedAct = { act: { act: 'START' } };

describe('what is counted of a request', () => {
  it('is its refusal and its answer, however much the neighbour announces before', async () => {
    const delay: CountedAct = { act: { act: 'EXTEND', until: now } };
    await record(opened());
    for (const from of [100, 700])
      await record(...Array.from({ length: 600 }, (_, i) => accepted(from + i, delay)));
    await record(
      accepted(2_000, { answers: true }),
      accepted(2_001, { act: { act: 'STOP' }, ground: 'NATIONAL_SECURITY' }),
    );
    expect(await counted(new Date(Date.now() - day))).toMatchObject([
      { answeredAt: now, refused: ['NATIONAL_SECURITY'] },
    ]);
  });

  it('is of the period in which the document says it was signed, though that lies far from its record', async () => {
    const later = new Date(Date.now() + 200 * day);
    await record(opened(timestamp(later)));
    expect(await counted(new Date(later.getTime() - day))).toHaveLength(1);
    expect(await counted(new Date(Date.now() - day))).toHaveLength(0);
  });

  it('is not what the neighbour had and did not take, until it takes it', async () => {
    await record(opened(), signed(1, start), sent(1));
    await record(receipt(1, 'DELIVERED', 1), receipt(1, 'REJECTED', 2));
    const [refused] = await counted(new Date(Date.now() - day));
    expect(refused?.deliveredAt).toBeNull();
    // A contradicting receipt of the neighbour does not revoke the earlier one.
    await record(receipt(1, 'OPENED', 3));
    const [taken] = await counted(new Date(Date.now() - day));
    expect(taken?.deliveredAt).toBe(now);
  });
});
