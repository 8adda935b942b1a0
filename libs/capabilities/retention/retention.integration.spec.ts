import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { join } from 'node:path';
import { cutLook } from '../../../test/instruments/cuts/cut-look.js';
import { leafData, newHold, TestArchive } from '../../../test/support/archive.js';
import { FaultInjector } from '../../../test/instruments/cuts/fault-injector.js';
import { TestFolder } from '../../../test/support/nats.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRow } from '../../../test/support/rows.js';
import { revertVoided } from '#threads';
import { keptItems, standardRetention } from './retention.schema.js';
import { monthsAfter } from './schedule.model.js';
import { timestamp, type DocumentId, type ThreadId } from '#kernel';
import { canonicalJson, sha256 } from '#wire';

let postgres: TestPostgres;
let folder: TestFolder;
let archive: TestArchive;
let count = 0;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
});
afterAll(async () => {
  await postgres.stop();
  await folder.remove();
});
beforeEach(async () => {
  count += 1;
  archive = await TestArchive.create(postgres, join(folder.path, String(count)), 20);
});
afterEach(() => archive.close());

const basis = 'LED_ART_16_2';
const ben = () => archive.session('ben');

describe('the rule of retention', () => {
  const rule = { ...standardRetention, basis: 'POLICE_DATA_ACT_5' };
  const watch = async (): Promise<void> => {
    while (await archive.watch.run());
  };
  const passed = async (): Promise<void> => {
    await watch();
    while (await archive.erase.run());
  };
  const say = async (
    thread: ThreadId,
    kind: string,
    act: string | null = null,
    direction = 'OUT',
  ): Promise<DocumentId> => {
    const [request] = await archive.sql(
      'select thread, officer, document_sha256, content, composed_at from cases.dispatch where id = $1',
      [thread],
    );
    const said = { ...request, direction, kind, clock_act: act };
    return (await insertRow<{ id: DocumentId }>(archive, 'cases.dispatch', said)).id;
  };
  const inMonths = (count: number) => timestamp(monthsAfter(new Date(), count));

  it('erases what is kept no longer by itself, never what is held; the line and the log name what said so', async () => {
    // The documents state twelve months, the standard rule sixty.
    const [over, open, young] = [
      await archive.thread(),
      await archive.thread(),
      await archive.thread(),
    ];
    const held = await archive.thread();
    for (const thread of [over, held]) await archive.ended(thread, 12);
    await archive.ended(open, 30, 'IN_PROGRESS');
    await archive.ended(young, 11);
    const hold = { hold: newHold(), thread: held, reason: 'COURT', basis: 'CPC_ART_12' };
    await archive.order('hold', hold, ['dora']);
    await passed();
    const kept = async () =>
      Promise.all(
        [over, open, young, held].map(async (thread) => (await archive.left(thread)) > 0),
      );
    expect(await kept()).toEqual([false, true, true, true]);
    expect((await archive.events('erasure.done')).map(leafData)).toMatchObject([
      { basis: 'STANDARD_RULE', order: sha256(canonicalJson(standardRetention)), n: 1 },
    ]);
    // A stricter rule applies to existing files 14 days after its issue; a laxer rule brings none back.
    await archive.ruled({ ...rule, months: { ...rule.months, REQUEST: 11 } }, 14);
    await passed();
    expect(await kept()).toEqual([false, true, false, true]);
    const done = (await archive.events('erasure.done')).map(leafData);
    expect(done[1]).toMatchObject({ basis: rule.basis, n: 2 });
    const [entry] = await archive.sql<{ entry: Buffer }>(
      `select entry from trust.entry where chain = 'retention' order by version desc limit 1`,
    );
    expect(done[1]?.['order']).toBe(sha256(entry?.entry ?? Buffer.alloc(0)));
    // All rows hold after a restart. After the hold is lifted, the past erasure day applies.
    expect(await archive.erasing(await archive.store('sealer')).applyAgain()).toBe(0);
    await archive.order('hold-lifted', { hold: hold.hold, thread: held, basis });
    await passed();
    expect(await kept()).toEqual([false, true, false, false]);
  });

  it('an ask about a person that is held waits for that alone: nobody reviews it', async () => {
    const ask = await archive.thread();
    await archive.sql(
      `update cases.thread set request_type = 'DATA_SUBJECT_REQUEST', review_due_at = clock_timestamp() where id = $1`,
      [ask],
    );
    await archive.ended(ask, 13);
    const hold = { hold: newHold(), thread: ask, reason: 'COURT', basis: 'CPC_ART_12' };
    await archive.order('hold', hold, ['dora']);
    await passed();
    expect(archive.openReviews).toMatchObject({ count: 0, overstayed: 1 });
    expect(await archive.left(ask)).toBeGreaterThan(0);
    expect(await archive.events('retention.due')).toEqual([]);
    await archive.order('hold-lifted', { hold: hold.hold, thread: ask, basis });
    await passed();
    expect(await archive.left(ask)).toBe(0);
  });

  it('takes nothing by a new rule for fourteen days: a slip is seen, reviewed and put right by another rule', async () => {
    const file = await archive.thread();
    await archive.quarantined(2);
    await archive.ended(file, 3);
    await archive.ended(await archive.thread(), 12);
    const months = Object.fromEntries(keptItems.map((item) => [item, 1])) as typeof rule.months;
    await archive.ruled({ ...rule, months }, 13);
    await passed();
    const there = async () => [
      (await archive.left(file)) > 0,
      (await archive.sql(`select 1 from mailbox.quarantine where evidence <> ''`)).length,
    ];
    // Files expired by their documents are gone; files expired only by the rule are due for review first.
    expect([await there(), (await archive.events('erasure.done')).length]).toEqual([[true, 1], 1]);
    const { files } = await archive.reviews.listReviews(
      ben(),
      { limit: 9, after: null },
      'PREVENTION',
    );
    const left = Date.parse(files[0]?.eraseAt ?? '') - Date.now();
    expect([files[0]?.thread, Math.round(left / 3_600_000)]).toEqual([file, 24]);
    await archive.order('retention-rule', rule);
    await passed();
    expect([await there(), archive.openReviews]).toMatchObject([[true, 1], { count: 0 }]);
    await archive.ruled({ ...rule, months }, 0);
    await passed();
    expect(await there()).toEqual([true, 1]);
    expect(await archive.events('quarantine.discarded')).toEqual([]);
  });

  it('has what a review kept for longer looked at again before a shorter rule takes it, and once decided not again', async () => {
    const [kept, held] = [await archive.thread(), await archive.thread()];
    for (const thread of [kept, held]) await archive.ended(thread, 7);
    const hold = { hold: newHold(), thread: held, reason: 'COURT', basis: 'CPC_ART_12' };
    await archive.order('hold', hold, ['dora']);
    await passed();
    const until = inMonths(3);
    for (const thread of [kept, held])
      await archive.reviews.keepFile(ben(), thread, 'PROCEEDINGS', until);
    await passed();
    expect(archive.openReviews).toMatchObject({ count: 0 });
    // Signed three days ago and submitted now: reviewers in between did not know the rule.
    const months = Object.fromEntries(keptItems.map((item) => [item, 1])) as typeof rule.months;
    await archive.ruled({ ...rule, months }, 3);
    await passed();
    const { files } = await archive.reviews.listReviews(
      ben(),
      { limit: 9, after: null },
      'PREVENTION',
    );
    expect(files.map(({ thread }) => thread).sort()).toEqual([kept, held].sort());
    const [goes] = files.map(({ eraseAt }) => eraseAt);
    if (goes === undefined || goes === null) throw new Error('it goes on no day');
    await expect(archive.reviews.keepFile(ben(), kept, 'PROCEEDINGS', until)).rejects.toMatchObject(
      {
        code: 'REVIEW_TOO_LONG',
      },
    );
    await archive.reviews.keepFile(ben(), kept, 'PROCEEDINGS', goes);
    await archive.reviews.keepFile(ben(), held, 'PROCEEDINGS', until);
    await passed();
    expect(archive.openReviews).toMatchObject({ count: 0 });
    expect(await archive.events('retention.due')).toHaveLength(4);
  });

  it('a note and an attachment count too, each by a rule of its own, also for a file that was looked at before', async () => {
    const attachment = { root: sha256(Buffer.from('sealed')), ciphertextSize: 6 };
    const [noted, plain] = [await archive.thread(), await archive.thread()];
    const attached = await archive.thread([{ ...attachment, key: randomBytes(32) }]);
    for (const thread of [noted, plain, attached]) await archive.ended(thread, 6);
    const months = { ...rule.months, NOTE: 4, ATTACHMENT: 5 };
    await archive.ruled({ ...rule, months }, 15);
    await watch();
    await archive.notes.add(ben(), noted, 'Ask the harbour master.');
    const left = async () => {
      await passed();
      const counts = [noted, plain, attached].map((thread) => archive.left(thread));
      return (await Promise.all(counts)).map((each) => each > 0);
    };
    // A note of one officer destroys no old file at once: four months from the note, with a review before.
    expect(await left()).toEqual([true, true, false]);
    await archive.sql(
      `update cases.note set written_at = clock_timestamp() - interval '4 months' where thread = $1`,
      [noted],
    );
    await archive.sql('update cases.thread set retention_rule = -1 where id = $1', [noted]);
    expect(await left()).toEqual([false, true, false]);
  });

  it.each([
    ['response', 'ANSWERED'],
    ['refusal', 'REFUSED'],
  ])('a %s that did not leave ends nothing, so that nothing goes for it', async (kind, state) => {
    const thread = await archive.thread();
    const said = await say(thread, kind, 'STOP');
    await archive.ended(thread, 13, state);
    await watch();
    await archive.sealer.store.transaction({ step: 'seal-outbox' }, (tx) =>
      revertVoided(tx, { dispatches: [said] }),
    );
    await passed();
    expect(await archive.left(thread)).toBeGreaterThan(0);
  });

  it('a withdrawal that the neighbour refuses keeps no file for good, also where it makes this State say more', async () => {
    const thread = await archive.thread();
    const said = await say(thread, 'withdrawal', 'STOP');
    const answer = await say(thread, 'recall-answer');
    await archive.ended(thread, 13, 'WITHDRAWN');
    const later = `update cases.dispatch set committed_at = committed_at + interval '1 day' where id = $1`;
    await archive.sql(later, [answer]);
    await archive.sealer.store.transaction({ step: 'seal-outbox' }, (tx) =>
      revertVoided(tx, { dispatches: [said] }),
    );
    await passed();
    expect(await archive.left(thread)).toBe(0);
  });

  const person = ['DATA_SUBJECT_REQUEST'] as const;
  const asking = ['INFORMATION', 'ASKING'] as const;
  it.each([
    ['data-subject-withdrawal', 'WITHDRAWN', [...person, 'ASKING'], [], 'SUBMITTED'],
    ['data-subject-answer', 'ANSWERED', [...person, 'ASKED'], [], 'SUBMITTED'],
    [
      ...['data-subject-answer', 'ANSWERED', [...person, 'ASKED']],
      ...[[['data-subject-answer', null, 'OUT']], 'ANSWERED'],
    ],
    [
      ...['data-subject-answer', 'ANSWERED', [...person, 'ASKED']],
      ...[[['data-subject-withdrawal', null, 'IN']], 'WITHDRAWN'],
    ],
    ['feedback', 'CLOSED', asking, [['refusal', 'STOP', 'IN']], 'REFUSED'],
    [
      ...['feedback', 'CLOSED', asking],
      ...[
        [
          ['refusal', 'STOP', 'IN'],
          ['feedback', null, 'OUT'],
        ],
        'CLOSED',
      ],
    ],
  ] as [string, string, [string, string], [string, string | null, string][], string][])(
    'a %s that did not leave a thread %s of %s beside %s leaves it %s',
    async (kind, state, [type, side], beside, then) => {
      const thread = await archive.thread();
      const as = 'update cases.thread set request_type = $2, side = $3 where id = $1';
      await archive.sql(as, [thread, type, side]);
      const id = await say(thread, kind);
      for (const each of beside) await say(thread, ...each);
      await archive.ended(thread, 1, state);
      await archive.sealer.store.transaction({ step: 'seal-outbox' }, (tx) =>
        revertVoided(tx, { dispatches: [id] }),
      );
      expect(await archive.sql('select state from cases.thread where id = $1', [thread])).toEqual([
        { state: then },
      ]);
    },
  );

  it('of an erased file nothing is said again', async () => {
    const thread = await archive.thread();
    const said = await say(thread, 'refusal', 'STOP');
    await archive.ended(thread, 12, 'REFUSED');
    await passed();
    expect(await archive.left(thread)).toBe(0);
    const back = await archive.sealer.store.transaction({ step: 'seal-outbox' }, (tx) =>
      revertVoided(tx, { dispatches: [said] }),
    );
    expect([
      back,
      await archive.sql('select state from cases.thread where id = $1', [thread]),
    ]).toEqual([[], [{ state: 'REFUSED' }]]);
  });

  it('whatever is held, whatever has come since: exactly the rest of what is over goes', async () => {
    const chance = fc.sample(
      fc.record({
        months: fc.integer({ min: 9, max: 15 }),
        held: fc.boolean(),
        ended: fc.boolean(),
        since: fc.boolean(),
      }),
      { numRuns: 12, seed: 7 },
    );
    const files = [];
    for (const each of chance) {
      const thread = await archive.thread();
      await archive.ended(thread, each.months, each.ended ? 'CLOSED' : 'REGISTERED');
      if (each.held) {
        const hold = { hold: newHold(), thread, reason: 'COURT', basis: 'CPC_ART_12' };
        await archive.order('hold', hold, ['eli']);
      }
      files.push({ thread, ...each });
    }
    await watch();
    // As for a document filed between check and erasure.
    for (const { thread, since } of files)
      if (since)
        await archive.sql('update cases.thread set retention_rule = -1 where id = $1', [thread]);
    while (await archive.erase.run());
    for (const { thread, months, held, ended, since } of files)
      expect([thread, (await archive.left(thread)) > 0]).toEqual([
        thread,
        months < 12 || held || !ended || since,
      ]);
    expect(files.filter(({ held }) => held).length).toBeGreaterThan(2);
  });

  it('is watched wherever the connection ends, three files and three refused messages at once, each once', async () => {
    const injector = new FaultInjector();
    const files = [await archive.thread(), await archive.thread(), await archive.thread()];
    for (const file of files) await archive.ended(file, 7);
    for (const months of [40, 41, 42]) await archive.quarantined(months);
    const watching = archive.watching(await archive.store('sealer', injector.newStore));
    const items = async () => {
      const rows = await archive.sql<{ parts: boolean[] }>(
        `select array[retention_rule >= 0, review_at is not null, review_due_at is not null,
           (select count(*) = 1 from journal.event e where e.typ = 'retention.due' and e.thread = t.id)] as parts
         from cases.thread t
         union all
         select array[q.evidence = '', (select count(*) = 1 from journal.event e where e.typ = 'quarantine.discarded'
           and convert_from(e.leaf, 'UTF8')::jsonb #>> '{data,quarantine}' = q.id::text)]
         from mailbox.quarantine q`,
      );
      return rows.map(({ parts }) => parts);
    };
    await cutLook({ injector, name: 'retention', run: () => watching.run(), items });
  });
});
