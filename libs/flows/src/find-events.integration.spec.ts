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
  officer,
  threadOf,
  viewed,
} from '../../../test/support/journal.js';
import {
  differenceKinds,
  parseDocumentId,
  parseOfficerId,
  parseStateCode,
  timestamp,
  type EventPageView,
  type EventId,
} from '#model';

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

/** Every page of an answer. */
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
    await desk.record([
      viewed(1),
      { ...viewed(1), typ: 'item.viewed', data: { screen: 'document', purpose, document } },
      intent(5),
      {
        ...viewed(2),
        typ: 'item.exported',
        data: { purpose, document, medium: 'download', recipient: null },
        obj: [{ role: 'attachment', size: 9, sha256: objectOf(9) as never }],
      },
    ]);
  });

  it('who saw and who took away an item, by its id and by its hash', async () => {
    const { session, events } = desk;
    const seen = await events.item({ session, purpose, ...page, item: document });
    expect(types(seen)).toEqual(['item.viewed', 'item.exported']);
    expect(seen.events[0]).toMatchObject({ officer, index: null });
    const said = JSON.parse(Buffer.from(seen.events[0]?.leaf ?? []).toString()) as object;
    expect(said).toMatchObject({ data: { screen: 'document', purpose } });
    const taken = await events.item({ session, purpose, ...page, item: objectOf(9) });
    expect(types(taken)).toEqual(['item.exported']);
    expect(types(await events.item({ session, purpose, ...page, item: objectOf(8) }))).toEqual([]);
  });

  it('an item under its other names: the dispatch of a message, and back', async () => {
    const { session, events, database } = desk;
    await asOwner(
      database,
      `insert into mailbox.outbox (link_id, peer, statement, state, dispatch, priority, message_id)
       values ($1, 'XB', false, 'SEALED', $2, 2, $3)`,
      [linkOf(1), document, messageIdOf(5)],
    );
    const expected = ['item.viewed', 'msg.send.intent', 'item.exported'];
    for (const item of [document, messageIdOf(5)])
      expect(types(await events.item({ session, purpose, ...page, item }))).toEqual(expected);
  });

  it('what an officer did and what passed with a State, in a period', async () => {
    const { session, events } = desk;
    const asked = { session, purpose, ...page };
    expect(types(await events.officer({ ...asked, ...all, officer }))).toHaveLength(3);
    expect(types(await events.peer({ ...asked, ...all, peer: xb }))).toEqual(['msg.send.intent']);
    const before = { from: all.from, to: timestamp(new Date(Date.now() - 60_000)) };
    expect(types(await events.officer({ ...asked, ...before, officer }))).toEqual([]);
    expect(types(await events.peer({ ...asked, ...before, peer: xb }))).toEqual([]);
    const other = parseOfficerId('nobody');
    expect(types(await events.officer({ ...asked, ...all, officer: other }))).toEqual([]);
  });

  it('what the leaves name, whatever a service or a row by hand would have it', async () => {
    const { session, events, database } = desk;
    const item = objectOf(11);
    await expect(
      desk.asService(`insert into journal.mention select '\\x0b', id from journal.event limit 1`),
    ).rejects.toMatchObject({ code: 'STORE_DENIED' });
    // Bytes that are no leaf name nothing, and take nothing away from the leaf beside them.
    await asOwner(
      database,
      `insert into journal.event (id, typ, service, leaf, leaf_hash, at)
       select gen_random_uuid(), 'x', 'inbox', leaf, sha256('\\x00'::bytea || leaf), now()
       from unnest(array['\\xff'::bytea, convert_to('{"obj":[{"sha256":"${item}"},{"sha256":"zz"}]}', 'UTF8')]) leaf`,
    );
    const [found] = await asOwner<{ n: number }>(
      database,
      `select count(*)::int as n from journal.mention where item = decode('${item}', 'hex')`,
    );
    expect(found?.n).toBe(1);
    expect(types(await events.item({ session, purpose, ...page, item: document }))).toHaveLength(2);
  });

  it('is told what is wrong with a question', async () => {
    const { session, events, condition, mirror } = desk;
    const asked = { session, purpose, ...page };
    const asks: (() => Promise<unknown>)[] = [
      () => events.item({ ...asked, item: 'x' }),
      () => events.item({ ...asked, item: 'A'.repeat(64) }),
      () => events.officer({ ...asked, officer, from: all.to, to: all.from }),
      () => events.peer({ ...asked, ...all, peer: xb, limit: 0 }),
      () =>
        condition.differences({ session, purpose, kind: 'NONE' as never, limit: 1, after: null }),
      () => condition.differences({ session, purpose, kind: 'EVIDENCE', limit: 1, after: "';" }),
      () => mirror.tiles({ session, level: 8, from: 0 }),
      () => mirror.entries({ session, purpose, from: -1 }),
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
    const { events, condition, mirror } = desk;
    const asks = (session: string): (() => Promise<unknown>)[] => {
      const asked = { session, purpose, ...page };
      return [
        () => events.timeline({ ...asked, thread: threadOf(1) }),
        () => events.item({ ...asked, item: objectOf(1) }),
        () => events.officer({ ...asked, ...all, officer }),
        () => events.peer({ ...asked, ...all, peer: xb }),
        () => condition.differences({ session, purpose, kind: 'EVIDENCE', limit: 1, after: null }),
        () => mirror.entries({ session, purpose, from: 0 }),
        () => mirror.tiles({ session, level: 0, from: 0 }),
        () => mirror.notes({ session, above: 0 }),
        () => condition.health({ session }),
      ];
    };
    for (const ask of asks(desk.session)) await ask();
    const count = asks('').length;
    expect((await desk.recorded()).slice(-count)).toEqual(Array(count).fill('audit.query'));
    for (const session of [desk.officer, desk.administrator])
      for (const ask of asks(session).slice(0, -1))
        await expect(ask()).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await desk.recorded()).slice(-2)).toEqual(['access.denied', 'access.denied']);
    await condition.health({ session: desk.administrator });
    await expect(condition.health({ session: desk.officer })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('finds every event of a thread with more than a page of them', async () => {
    const drafts = Array.from({ length: 1_023 }, () => viewed(3));
    await desk.record(drafts);
    await desk.record([...drafts, viewed(4)]);
    await desk.sequence();
    const { session, events } = desk;
    const { ids, pages } = await whole((after) =>
      events.timeline({ session, purpose, thread: threadOf(3), limit: 5_000, after }),
    );
    expect([ids.length, new Set(ids).size, [...ids].sort()]).toEqual([2_046, 2_046, ids]);
    expect(pages).toBeGreaterThan(2);
  });

  it('about its state: sizes, ages, witnesses, halts', async () => {
    const { session, condition, database } = desk;
    await desk.record([viewed(1)]);
    const before = await condition.health({ session });
    expect(before).toMatchObject({ released: 0, checkpointAt: null, halted: [], witnesses: [] });
    expect(before.waiting).toBeGreaterThan(0);
    await desk.sequence();
    await asOwner(
      database,
      `insert into journal.cosignature (size, witness, line, unix_seconds)
       select s, w, '', 0 from generate_series(1, 3) s, unnest(array['a+1', 'b+2']) w where s < 3 or w = 'b+2'`,
    );
    await asOwner(
      database,
      `insert into journal.halt (id, code) values (gen_random_uuid(), 'FORK')`,
    );
    const after = await condition.health({ session });
    expect(after.size).toBe(after.released);
    expect(after.checkpointAge).toBeLessThan(60);
    expect(after.witnesses).toMatchObject([
      { witness: 'a+1', size: 2 },
      { witness: 'b+2', size: 3 },
    ]);
    expect(after.halted).toEqual(['FORK']);
  });

  it('about open differences: each kind, page by page', async () => {
    const { session, condition, database } = desk;
    const [link, message] = [linkOf(1), messageIdOf(1)];
    await asOwner(
      database,
      `insert into journal.evidence (id, peer, origin, code, first, second)
       select gen_random_uuid(), 'XB', 'xb.example/log', 'FORK', 'a', 'b' from generate_series(1, 3)`,
    );
    await asOwner(
      database,
      `insert into mailbox.quarantine (id, link_id, message_id, statement, code, evidence, evidence_sha256, event)
       select gen_random_uuid(), $1, $2, false, 'SEAL_BAD_SIGNATURE', 'x', 'x', gen_random_uuid()
       from generate_series(1, 3)`,
      [link, message],
    );
    await asOwner(database, `insert into mailbox.link (link_id, peer) values ($1, 'XB')`, [link]);
    await asOwner(
      database,
      `insert into mailbox.chain (link_id, direction, seq, message_id, envelope_sha256, outcome, noted_at)
       select $1, 'IN', s, lpad(s::text, 32, '0'), '', 'OPENED', now() - interval '5 min'
       from unnest(array[2, 3, 6]) s`,
      [link],
    );
    await asOwner(
      database,
      `insert into mailbox.outbox (link_id, peer, statement, state, priority, message_id, queued_at)
       select $1, 'XB', false, s, p, md5(s || p || a), now() - a
       from unnest(array['SEALED', 'RELAYED', 'CLOSED']) s, unnest(array[0, 2]) p,
         unnest(array[interval '1 min', interval '1 h', interval '5 h']) a`,
      [link],
    );
    await asOwner(
      database,
      `insert into journal.peer_checkpoint (peer, origin, size, root, note, seen_at)
       select 'XB', 'xb.example/log', s, sha256('x'), '', now() - interval '2 min' from generate_series(7, 9) s`,
    );
    await asOwner(
      database,
      `insert into journal.reconciliation (link_id, day, part, phase, own, differences, updated_at)
       values ($1, '2026-03-01', 1, 'SIGNED', '{}', 2, now()), ($1, '2026-03-02', 1, 'SIGNED', '{}', 0, now()),
         ($1, '2026-03-03', 1, 'OPEN', '{}', null, now() - interval '1 h'),
         ($1, '2026-03-04', 1, 'OPEN', '{}', null, now())`,
      [link],
    );
    const found: Record<string, string[]> = {};
    for (const kind of differenceKinds) {
      const codes: string[] = [];
      for (let after: string | null = null, i = 0; i < 20; i += 1) {
        const answer = await condition.differences({ session, purpose, kind, limit: 2, after });
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
    await desk.record(Array.from({ length: 300 }, () => viewed(1)));
    await desk.sequence();
    const { session, mirror, database } = desk;
    const { size, entries } = await mirror.entries({ session, purpose, from: 0 });
    expect([size, entries.length]).toEqual([300, 300]);
    expect((await mirror.entries({ session, purpose, from: 299 })).entries).toEqual([entries[299]]);
    expect((await mirror.entries({ session, purpose, from: 300 })).entries).toEqual([]);
    const { tiles } = await mirror.tiles({ session, level: 0, from: 0 });
    expect(tiles.map(({ index, hashes }) => [index, hashes.length])).toEqual([
      [0, 256 * 32],
      [1, 44 * 32],
    ]);
    const { notes } = await mirror.notes({ session, above: 0 });
    const [stored] = await asOwner<{ note: string }>(
      database,
      'select note from journal.checkpoint',
    );
    expect(notes).toEqual([{ size: 300, note: stored?.note }]);
    expect((await mirror.notes({ session, above: 300 })).notes).toEqual([]);
  });
});

describe('in a log of 20,000 events', () => {
  const count = 20_000;
  beforeEach(async () => {
    desk = await AuditorDesk.open(postgres);
    await fillLog(desk.database, count);
  }, 60_000);

  it('every answer comes by an index and is the right one', async () => {
    const { session, events } = desk;
    const asked = { session, purpose, limit: 900, after: null };
    const n = 8_000;
    const period = { from: timestamp(atOf(n)), to: timestamp(atOf(n + 4_000)) };
    const plans = await desk.plans(async () => {
      const thread = threadOf(n / share.thread);
      expect(types(await events.timeline({ ...asked, thread }))).toHaveLength(share.thread / 2);
      const document = documentIdOf(n / share.document);
      expect(types(await events.item({ ...asked, item: document }))).toHaveLength(2);
      const message = messageIdOf(n / share.message);
      expect(types(await events.item({ ...asked, item: message }))).toHaveLength(4);
      expect(types(await events.item({ ...asked, item: objectOf(n + 1) }))).toHaveLength(1);
      const someone = parseOfficerId(officerOf(7));
      const done = await events.officer({ ...asked, ...period, officer: someone });
      expect(types(done)).toHaveLength(4_000 / 2 / share.officers);
      const passed = await events.peer({ ...asked, ...period, peer: xb });
      expect(types(passed)).toHaveLength(900);
      expect(passed.next).not.toBeNull();
      const kinds = { NUMBER_MISSING: 3, RECEIPT_MISSING: 5 } as const;
      for (const kind of differenceKinds) {
        const open = await desk.condition.differences({
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
