import { randomBytes } from 'node:crypto';
import {
  atOf,
  documentIdOf,
  fillLog,
  messageIdOf,
  objectOf,
  officerOf,
  share,
} from '../../../test/support/many-events.js';
import { AuditorDesk } from '../../../test/support/auditor-desk.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import {
  asOwner,
  intent,
  linkOf,
  objectFor,
  officer,
  threadOf,
  viewed,
} from '../../../test/support/journal.js';
import { insertRow, insertRows, minutesAgo } from '../../../test/support/rows.js';
import type { DifferencePage, EventPageView } from './audit.contract.js';
import { differenceKinds } from './differences.lists.js';
import { parseDocumentId, parseOfficerId, parseStateCode, timestamp, type EventId } from '#kernel';

const purpose = 'INVESTIGATION' as const;
const page = { limit: 900, after: null };
const all = { from: timestamp(new Date(0)), to: timestamp(new Date('2100-01-01')) };
const xb = parseStateCode('XB');

let postgres: TestPostgres;
let desk: AuditorDesk;
beforeAll(async () => {
  postgres = await TestPostgres.start();
});
afterEach(() => desk.close());
afterAll(() => postgres.stop());

const types = ({ events }: EventPageView): string[] => events.map(({ typ }) => typ);

async function whole(
  ask: (after: EventId | null) => Promise<EventPageView>,
): Promise<{ readonly ids: string[]; readonly pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let after: EventId | null = null; ;) {
    const { events, next }: EventPageView = await ask(after);
    ids.push(...events.map(({ event }) => event));
    pages += 1;
    if (next === null) return { ids, pages };
    after = next;
  }
}

describe('an auditor finds', () => {
  const document = parseDocumentId(threadOf(77));
  beforeEach(async () => {
    desk = await AuditorDesk.open(postgres);
    await desk.recordEvents([
      viewed(1),
      { ...viewed(1), typ: 'item.viewed', data: { screen: 'document', purpose, document } },
      intent(5),
      {
        ...viewed(2),
        typ: 'item.exported',
        data: { purpose, document, medium: 'download', recipient: null },
        obj: [{ ...objectFor('attachment', '9', 9), sha256: objectOf(9) as never }],
      },
    ]);
  });

  it('who saw and who took away an item, by its id and by its hash', async () => {
    const { session } = desk;
    const seen = await desk.ask('audit.item', { session, purpose, ...page, item: document });
    expect(types(seen)).toEqual(['item.viewed', 'item.exported']);
    expect(seen.events[0]).toMatchObject({ officer, index: null });
    const said = JSON.parse(Buffer.from(seen.events[0]?.leaf ?? []).toString()) as object;
    expect(said).toMatchObject({ data: { screen: 'document', purpose } });
    const taken = await desk.ask('audit.item', { session, purpose, ...page, item: objectOf(9) });
    expect(types(taken)).toEqual(['item.exported']);
    expect(
      types(await desk.ask('audit.item', { session, purpose, ...page, item: objectOf(8) })),
    ).toEqual([]);
  });

  it('an item under its other names: the dispatch of a message, and back', async () => {
    const { session, database } = desk;
    await insertRow(database, 'mailbox.outbox', {
      ...{ link_id: linkOf(1), peer: 'XB', state: 'SEALED' },
      ...{ dispatch: document, message_id: messageIdOf(5) },
    });
    const expected = ['item.viewed', 'msg.send.intent', 'item.exported'];
    for (const item of [document, messageIdOf(5)])
      expect(types(await desk.ask('audit.item', { session, purpose, ...page, item }))).toEqual(
        expected,
      );
  });

  it('what an officer did and what passed with a State, in a period', async () => {
    const { session } = desk;
    const asked = { session, purpose, ...page };
    expect(types(await desk.ask('audit.officer', { ...asked, ...all, officer }))).toHaveLength(3);
    expect(types(await desk.ask('audit.peer', { ...asked, ...all, peer: xb }))).toEqual([
      'msg.send.intent',
    ]);
    const before = { from: all.from, to: timestamp(new Date(Date.now() - 60_000)) };
    expect(types(await desk.ask('audit.officer', { ...asked, ...before, officer }))).toEqual([]);
    expect(types(await desk.ask('audit.peer', { ...asked, ...before, peer: xb }))).toEqual([]);
    const other = parseOfficerId('nobody');
    expect(types(await desk.ask('audit.officer', { ...asked, ...all, officer: other }))).toEqual(
      [],
    );
  });

  it('what the leaves name, whatever a service or a row by hand would have it', async () => {
    const { session, database } = desk;
    const item = objectOf(11);
    await expect(
      desk.asService(`insert into journal.mention select '\\x0b', id from journal.event limit 1`),
    ).rejects.toMatchObject({ code: 'STORE_DENIED' });
    // Malformed leaves match nothing and hide no valid leaf beside them.
    const named = JSON.stringify({ obj: [{ sha256: item }, { sha256: 'zz' }] });
    await insertRows(database, 'journal.event', [
      { leaf: Buffer.from([0xff]) },
      { leaf: Buffer.from(named) },
    ]);
    const [found] = await asOwner<{ n: number }>(
      database,
      `select count(*)::int as n from journal.mention where item = decode('${item}', 'hex')`,
    );
    expect(found?.n).toBe(1);
    expect(
      types(await desk.ask('audit.item', { session, purpose, ...page, item: document })),
    ).toHaveLength(2);
  });

  it('is told what is wrong with a question', async () => {
    const { session } = desk;
    const asked = { session, purpose, ...page };
    const asks: (() => Promise<unknown>)[] = [
      () => desk.ask('audit.item', { ...asked, item: 'x' }),
      () => desk.ask('audit.item', { ...asked, item: 'A'.repeat(64) }),
      () => desk.ask('audit.officer', { ...asked, officer, from: all.to, to: all.from }),
      () => desk.ask('audit.peer', { ...asked, ...all, peer: xb, limit: 0 }),
      () =>
        desk.ask('audit.differences', {
          session,
          purpose,
          kind: 'NONE' as never,
          limit: 1,
          after: null,
        }),
      () =>
        desk.ask('audit.differences', {
          session,
          purpose,
          kind: 'EVIDENCE',
          limit: 1,
          after: "';",
        }),
      () => desk.ask('audit.tiles', { session, level: 8, from: 0 }),
      () => desk.ask('audit.entries', { session, purpose, from: -1 }),
    ];
    for (const ask of asks)
      await expect(Promise.resolve().then(ask)).rejects.toMatchObject({ code: 'VALUE_INVALID' });
  });
});

describe('a question about the log', () => {
  beforeEach(async () => {
    desk = await AuditorDesk.open(postgres);
  });

  it('is an event, or is refused with one; nobody else may ask', async () => {
    const asks = (session: string): (() => Promise<unknown>)[] => {
      const asked = { session, purpose, ...page };
      return [
        () => desk.ask('audit.timeline', { ...asked, thread: threadOf(1) }),
        () => desk.ask('audit.item', { ...asked, item: objectOf(1) }),
        () => desk.ask('audit.officer', { ...asked, ...all, officer }),
        () => desk.ask('audit.peer', { ...asked, ...all, peer: xb }),
        () =>
          desk.ask('audit.differences', {
            session,
            purpose,
            kind: 'EVIDENCE',
            limit: 1,
            after: null,
          }),
        () => desk.ask('audit.entries', { session, purpose, from: 0 }),
        () => desk.ask('audit.tiles', { session, level: 0, from: 0 }),
        () => desk.ask('audit.notes', { session, above: 0 }),
        () => desk.ask('audit.health', { session }),
      ];
    };
    for (const ask of asks(desk.session)) await ask();
    const count = asks('').length;
    expect((await desk.recorded()).slice(-count)).toEqual(Array(count).fill('audit.query'));
    for (const session of [desk.officer, desk.administrator])
      for (const ask of asks(session).slice(0, -1))
        await expect(ask()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await desk.recorded()).slice(-2)).toEqual(['access.denied', 'access.denied']);
    await desk.ask('audit.health', { session: desk.administrator });
    await expect(desk.ask('audit.health', { session: desk.officer })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('finds every event of a thread with more than a page of them', async () => {
    const drafts = Array.from({ length: 1_023 }, () => viewed(3));
    await desk.recordEvents(drafts);
    await desk.recordEvents([...drafts, viewed(4)]);
    await desk.sequence();
    const { session } = desk;
    const { ids, pages } = await whole((after) =>
      desk.ask('audit.timeline', { session, purpose, thread: threadOf(3), limit: 999, after }),
    );
    expect([ids.length, new Set(ids).size, [...ids].sort()]).toEqual([2_046, 2_046, ids]);
    expect(pages).toBeGreaterThan(2);
  });

  it('about its state: sizes, ages, witnesses, halts', async () => {
    const { session, database } = desk;
    await desk.recordEvents([viewed(1)]);
    const before = await desk.ask('audit.health', { session });
    expect(before).toMatchObject({ released: 0, checkpointAt: null, halted: [], witnesses: [] });
    expect(before.waiting).toBeGreaterThan(0);
    await desk.sequence();
    await insertRows(database, 'journal.cosignature', [
      ...[1, 2].map((size) => ({ size, witness: 'a+1' })),
      ...[1, 2, 3].map((size) => ({ size, witness: 'b+2' })),
    ]);
    await insertRow(database, 'journal.halt', { code: 'FORK' });
    const after = await desk.ask('audit.health', { session });
    expect(after.size).toBe(after.released);
    expect(after.checkpointAge).toBeLessThan(60);
    expect(after.witnesses).toMatchObject([
      { witness: 'a+1', size: 2 },
      { witness: 'b+2', size: 3 },
    ]);
    expect(after.halted).toEqual(['FORK']);
  });

  it('about open differences: each kind, page by page', async () => {
    const { session, database } = desk;
    const [link, message] = [linkOf(1), messageIdOf(1)];
    const evidence = { peer: 'XB', origin: 'xb.example/log', code: 'FORK' };
    await insertRows(database, 'journal.evidence', [evidence, evidence, evidence]);
    const refused = { link_id: link, message_id: message, code: 'SEAL_BAD_SIGNATURE' };
    await insertRows(database, 'mailbox.quarantine', [refused, refused, refused]);
    await insertRow(database, 'mailbox.link', { link_id: link, peer: 'XB' });
    await insertRows(
      database,
      'mailbox.chain',
      [2, 3, 6].map((seq) => ({
        ...{ link_id: link, direction: 'IN', seq },
        ...{ outcome: 'OPENED', noted_at: minutesAgo(5) },
      })),
    );
    await insertRows(
      database,
      'mailbox.outbox',
      ['SEALED', 'RELAYED', 'CLOSED'].flatMap((state) =>
        [0, 2].flatMap((priority) =>
          [1, 60, 300].map((minutes) => ({
            ...{ link_id: link, peer: 'XB', state, priority },
            ...{ message_id: randomBytes(16).toString('hex'), queued_at: minutesAgo(minutes) },
          })),
        ),
      ),
    );
    await insertRows(
      database,
      'journal.peer_checkpoint',
      [7, 8, 9].map((size) => ({
        ...{ peer: 'XB', origin: 'xb.example/log' },
        ...{ size, seen_at: minutesAgo(2) },
      })),
    );
    const report = { link_id: link, part: 1, updated_at: minutesAgo(0) };
    await insertRows(database, 'journal.reconciliation', [
      { ...report, day: '2026-03-01', phase: 'SIGNED', differences: 2 },
      { ...report, day: '2026-03-02', phase: 'SIGNED', differences: 0 },
      { ...report, day: '2026-03-03', phase: 'OPEN', updated_at: minutesAgo(60) },
      { ...report, day: '2026-03-04', phase: 'OPEN' },
    ]);
    const found: Record<string, string[]> = {};
    for (const kind of differenceKinds) {
      const codes: string[] = [];
      for (let after: string | null = null, i = 0; i < 20; i += 1) {
        const answer: DifferencePage = await desk.ask('audit.differences', {
          session,
          purpose,
          kind,
          limit: 2,
          after,
        });
        codes.push(...answer.differences.map(({ code, detail }) => `${code} ${detail}`));
        after = answer.next;
        if (after === null) break;
      }
      found[kind] = codes;
    }
    expect(found).toEqual({
      EVIDENCE: Array(3).fill('FORK XB xb.example/log'),
      QUARANTINED: Array(3).fill('SEAL_BAD_SIGNATURE '),
      NUMBER_MISSING: ['NUMBER_MISSING 1', 'NUMBER_MISSING 4', 'NUMBER_MISSING 5'],
      RECEIPT_MISSING: expect.any(Array) as string[],
      CHECKPOINT_UNPROVEN: [7, 8, 9].map((size) => `UNPROVEN XB xb.example/log ${size}`),
      REPORT_DIFFERS: [
        'RECONCILIATION_DIFFERS 2026-03-01 part 1: 2',
        'RECONCILIATION_STALLED 2026-03-03 part 1: OPEN',
      ],
    });
    expect(found['RECEIPT_MISSING']?.sort()).toEqual([
      ...Array<string>(3).fill('NOT_ANSWERED '),
      ...Array<string>(3).fill('NOT_RELAYED '),
    ]);
  });

  it('hands out the log itself: leaves, tiles, checkpoints', async () => {
    await desk.recordEvents(Array.from({ length: 300 }, () => viewed(1)));
    await desk.sequence();
    const { session, database } = desk;
    const { size, entries } = await desk.ask('audit.entries', { session, purpose, from: 0 });
    expect([size, entries.length]).toEqual([300, 300]);
    expect((await desk.ask('audit.entries', { session, purpose, from: 299 })).entries).toEqual([
      entries[299],
    ]);
    expect((await desk.ask('audit.entries', { session, purpose, from: 300 })).entries).toEqual([]);
    const { tiles } = await desk.ask('audit.tiles', { session, level: 0, from: 0 });
    expect(tiles.map(({ index, hashes }) => [index, hashes.length])).toEqual([
      [0, 256 * 32],
      [1, 44 * 32],
    ]);
    const { notes } = await desk.ask('audit.notes', { session, above: 0 });
    const [stored] = await asOwner<{ note: string }>(
      database,
      'select note from journal.checkpoint',
    );
    expect(notes).toEqual([{ size: 300, note: stored?.note, second: null }]);
    expect((await desk.ask('audit.notes', { session, above: 300 })).notes).toEqual([]);
  });
});

describe('in a log of 20,000 events', () => {
  const count = 20_000;
  beforeEach(async () => {
    desk = await AuditorDesk.open(postgres);
    await fillLog(desk.database, count);
  }, 60_000);

  it('every answer comes by an index and is the right one', async () => {
    const { session } = desk;
    const asked = { session, purpose, limit: 900, after: null };
    const n = 8_000;
    const period = { from: timestamp(atOf(n)), to: timestamp(atOf(n + 4_000)) };
    const plans = await desk.plans(async () => {
      const thread = threadOf(n / share.thread);
      expect(types(await desk.ask('audit.timeline', { ...asked, thread }))).toHaveLength(
        share.thread / 2,
      );
      const document = documentIdOf(n / share.document);
      expect(types(await desk.ask('audit.item', { ...asked, item: document }))).toHaveLength(2);
      const message = messageIdOf(n / share.message);
      expect(types(await desk.ask('audit.item', { ...asked, item: message }))).toHaveLength(4);
      expect(types(await desk.ask('audit.item', { ...asked, item: objectOf(n + 1) }))).toHaveLength(
        1,
      );
      const someone = parseOfficerId(officerOf(7));
      const done = await desk.ask('audit.officer', { ...asked, ...period, officer: someone });
      expect(types(done)).toHaveLength(4_000 / 2 / share.officers);
      const passed = await desk.ask('audit.peer', { ...asked, ...period, peer: xb });
      expect(types(passed)).toHaveLength(900);
      expect(passed.next).not.toBeNull();
      const kinds = { NUMBER_MISSING: 3, RECEIPT_MISSING: 5 } as const;
      for (const kind of differenceKinds) {
        const open = await desk.ask('audit.differences', {
          session,
          purpose,
          kind,
          limit: 500,
          after: null,
        });
        expect([kind, open.differences.length]).toEqual([
          kind,
          kind in kinds ? kinds[kind as keyof typeof kinds] : 0,
        ]);
      }
    });
    expect(plans.length).toBeGreaterThan(8);
    for (const plan of plans)
      expect(plan).not.toMatch(/Seq Scan on (event|mention|leaf|outbox|delivery|chain)\b/);
  }, 60_000);
});
