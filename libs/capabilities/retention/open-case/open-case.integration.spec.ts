import { join } from 'node:path';
import { leafData, newHold, TestArchive } from '../../../../test/support/archive.js';
import { eventually, TestFolder } from '../../../../test/support/nats.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { insertRow } from '../../../../test/support/rows.js';
import { timestamp, type ThreadId } from '#kernel';
import { sha256 } from '#wire';

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
const left = (thread: ThreadId) => archive.left(thread);
const events = (typ: string) => archive.events(typ);
const dataOf = leafData;

describe('an open case', () => {
  type Said = Parameters<typeof archive.opener.journal.recordEvent>[1];
  const act = async (said: object, of: 'opener' | 'inbox' = 'opener'): Promise<void> => {
    const { store, journal } = archive[of];
    await store.transaction({ step: 'open-delivery' }, (tx) =>
      journal.recordEvent(tx, said as Said),
    );
  };
  const of = (thread: ThreadId) => ({ thread, compartment: 'ENFORCEMENT' }) as const;
  const consent = (thread: ThreadId, document: string, until: string | null = null) =>
    act({
      ...{ typ: 'consent.granted', case: of(thread) },
      data: {
        ...{ document, by: 'XA', items: [thread], request: null, outcome: 'GRANTED' },
        ...{ scope: 'NAMED_PROCEEDINGS', until },
      },
    });
  const handed = async (thread: ThreadId): Promise<void> => {
    const { id } = await insertRow(archive, 'cases.package', { thread, state: 'ASKED' });
    await insertRow(archive, 'cases.package_handed', { package: String(id), thread });
    const data = { exhibit: 'border-police-2026-1', handed: newHold(), at: timestamp(new Date()) };
    const said = { typ: 'pkg.handed', case: of(thread), data: { ...data, way: 'TELEPHONE' } };
    await act(said, 'inbox');
  };
  const decide = async (thread: ThreadId): Promise<string> => {
    const hold = newHold();
    await archive.sql('select pg_sleep(0.002)');
    await archive.order('hold', { hold, thread, reason: 'REVIEW', basis }, ['dora']);
    await archive.order('hold-lifted', { hold, thread, basis });
    const [last] = await archive.sql<{ entry: Buffer }>(
      `select entry from trust.entry where chain = 'retention' order by version desc limit 1`,
    );
    return sha256(last?.entry ?? Buffer.alloc(0));
  };
  const passed = async (): Promise<void> => {
    while (await archive.watch.run());
    while (await archive.erase.run());
  };
  const stops = async () => (await events('erasure.stopped')).map(dataOf);

  it('is ordered to be erased only after a decision on hold that is later than its newest act', async () => {
    const thread = await archive.thread();
    const order = () => archive.order('erase', { thread, basis });
    const open = (ground: string) => ({ code: 'ERASURE_CASE_OPEN', detail: ground });
    await consent(thread, newHold());
    await expect(order()).rejects.toMatchObject(open('CONSENT_GRANTED'));
    await decide(thread);
    await handed(thread);
    await expect(order()).rejects.toMatchObject(open('PACKAGE_HANDED'));
    const decision = await decide(thread);
    await order();
    await passed();
    expect([await left(thread), await stops()]).toEqual([0, []]);
    expect((await events('erasure.done')).map(dataOf)).toMatchObject([{ decision }]);
    const [record] = archive.file.records();
    expect(record?.decision).toBe(decision);
    expect(await archive.erasing(await archive.store('sealer')).applyAgain()).toBe(0);
  });

  it('is not erased on its day: said once for each newest act, and as long as nobody has decided', async () => {
    const [thread, other] = [await archive.thread(), await archive.thread()];
    await consent(thread, newHold());
    for (const each of [thread, other]) await archive.ended(each, 13);
    await passed();
    await passed();
    // Later threads of the queue are still erased.
    expect([(await left(thread)) > 0, await left(other)]).toEqual([true, 0]);
    expect(await stops()).toMatchObject([{ ground: 'CONSENT_GRANTED', basis: 'STANDARD_RULE' }]);
    await handed(thread);
    await archive.sql('update cases.erasure_stop set look_at = clock_timestamp()');
    await passed();
    expect((await stops()).map((each) => each['ground'])).toEqual([
      'CONSENT_GRANTED',
      'PACKAGE_HANDED',
    ]);
    expect(archive.openReviews).toMatchObject({ overstayed: 1 });
    await archive.watch.run();
    expect(archive.openReviews).toMatchObject({ stopped: 1 });
    const decision = await decide(thread);
    await passed();
    await archive.watch.run();
    expect([await left(thread), archive.openReviews]).toMatchObject([0, { stopped: 0 }]);
    expect((await events('erasure.done')).map(dataOf)[1]).toMatchObject({ decision });
  });

  it('stops an order that an act came after, until a hold voids it', async () => {
    const thread = await archive.thread();
    await archive.order('erase', { thread, basis });
    await consent(thread, newHold());
    await passed();
    expect([(await left(thread)) > 0, await stops()]).toMatchObject([true, [{ basis }]]);
    const hold = newHold();
    await archive.order('hold', { hold, thread, reason: 'COURT_ORDER', basis }, ['dora']);
    // A new process checks at once.
    expect(await archive.erasing(await archive.store('sealer')).run()).toBe(false);
    expect(await archive.sql('select 1 from cases.erasure_stop where stands')).toEqual([]);
    await archive.order('hold-lifted', { hold, thread, basis });
    await passed();
    expect(await left(thread)).toBeGreaterThan(3);
  });

  it('is open no longer once its consents have ended or were taken back: it goes without a decision', async () => {
    const thread = await archive.thread();
    const [ending, withdrawn] = [newHold(), newHold()];
    await consent(thread, ending, timestamp(new Date(Date.now() - 1)));
    await consent(thread, withdrawn);
    const data = { document: withdrawn, recall: newHold(), by: 'XA' };
    await act({ typ: 'consent.withdrawn', case: of(thread), data });
    await archive.order('erase', { thread, basis });
    await passed();
    expect(await left(thread)).toBe(0);
    expect((await events('erasure.done')).map(dataOf)[0]).not.toHaveProperty('decision');
  });

  it('is not decided by the lifting of a hold that was set before its newest act', async () => {
    const [thread, hold] = [await archive.thread(), newHold()];
    await archive.order('hold', { hold, thread, reason: 'COURT_ORDER', basis }, ['dora']);
    await handed(thread);
    await archive.order('hold-lifted', { hold, thread, basis });
    await expect(archive.order('erase', { thread, basis })).rejects.toMatchObject({
      code: 'ERASURE_CASE_OPEN',
    });
  });

  it('names no decision where none was needed', async () => {
    const thread = await archive.thread();
    await decide(thread);
    await archive.order('erase', { thread, basis });
    await passed();
    expect(await left(thread)).toBe(0);
    expect((await events('erasure.done')).map(dataOf)[0]).not.toHaveProperty('decision');
  });

  it('is no alert any more once its consent was taken back, or its day is not that day', async () => {
    const [open, closed, later] = [
      await archive.thread(),
      await archive.thread(),
      await archive.thread(),
    ];
    const withdrawn = newHold();
    for (const each of [open, later]) await consent(each, newHold());
    await consent(closed, withdrawn);
    for (const each of [open, closed, later]) await archive.ended(each, 13);
    await passed();
    const data = { document: withdrawn, recall: newHold(), by: 'XA' };
    await act({ typ: 'consent.withdrawn', case: of(closed), data });
    await archive.sql('update cases.thread set erase_at = null where id = $1', [later]);
    expect(await archive.erasing(await archive.store('sealer')).run()).toBe(false);
    expect(await archive.sql('select thread from cases.erasure_stop where stands')).toEqual([
      { thread: open },
    ]);
  });

  it('that is opened by a hand-over between the line and its erasure is erased all the same', async () => {
    const thread = await archive.thread();
    await archive.order('erase', { thread, basis });
    const file = archive.file;
    const append = file.append.bind(file);
    file.append = (record): void => {
      append(record);
      throw new Error('killed');
    };
    const sealer = await archive.store('sealer');
    await expect(archive.erasing(sealer, file).run()).rejects.toThrow('killed');
    expect(await left(thread)).toBeGreaterThan(0);
    await handed(thread);
    expect(await archive.erasing(sealer).applyAgain()).toBe(1);
    expect(await left(thread)).toBe(0);
  });

  it('is not opened by a hand-over that waited while its thread was erased', async () => {
    const thread = await archive.thread();
    await archive.order('erase', { thread, basis });
    const waits = async (): Promise<boolean> =>
      (await archive.sql(`select 1 from pg_locks where locktype = 'advisory' and not granted`))
        .length > 0;
    const said = {
      recipient: 'District Court',
      at: timestamp(new Date()),
      way: 'TELEPHONE',
    } as const;
    const asked = {
      thread,
      exhibit: 'border-police-2026-1',
      purpose: 'INVESTIGATION',
      ...said,
    } as const;
    const requests = await archive.store('requests');
    const handing = await requests.transaction({ step: 'ask-package' }, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('cases.package', 0))`);
      const settled = archive.handing.hand(archive.session('ben'), asked).then(
        () => 'HANDED',
        (error: unknown) => (error as { code: unknown }).code,
      );
      await eventually(waits);
      await passed();
      return [settled];
    });
    expect([await left(thread), await handing[0]]).toEqual([0, 'CONTENT_ERASED']);
    expect(await events('pkg.handed')).toEqual([]);
  });

  it('is not called stopped by the sealer without the entry that states it', async () => {
    const [thread, other] = [await archive.thread(), await archive.thread()];
    await consent(thread, newHold());
    await archive.ended(thread, 13);
    await passed();
    const [stop] = await archive.sql<{ event: string; since: Date; at: Date }>(
      'select event, since, at from cases.erasure_stop',
    );
    const sealer = await archive.store('sealer');
    const write = (sql: string, values: readonly unknown[]) =>
      sealer.transaction({ step: 'erase-threads' }, (tx) => tx.query(sql, values));
    const missing = {
      cause: { message: expect.stringContaining('LIAISE_ENTRY_MISSING') as string },
    };
    const insert = `insert into cases.erasure_stop (thread, ground, since, look_at, at, event)
      values ($1, 'CONSENT_GRANTED', $2, clock_timestamp(), $3, $4)`;
    for (const event of [newHold(), stop?.event])
      await expect(write(insert, [other, stop?.since, stop?.at, event])).rejects.toMatchObject(
        missing,
      );
    for (const change of [`ground = 'PACKAGE_HANDED'`, `since = since - interval '1 hour'`])
      await expect(
        write(`update cases.erasure_stop set ${change} where thread = $1`, [thread]),
      ).rejects.toMatchObject(missing);
    await write('update cases.erasure_stop set look_at = clock_timestamp() where thread = $1', [
      thread,
    ]);
  });

  it('does not lose its key to a line without a decision, once a package was handed over', async () => {
    const thread = await archive.thread();
    await handed(thread);
    const put = (n: number, record: string) =>
      insertRow(archive, 'journal.erasure', { n, thread, record: Buffer.from(record) });
    const drop = () =>
      archive.sql('update cases.thread set key_wrapped = null where id = $1', [thread]);
    const refused = (why: string) => ({
      cause: { message: expect.stringContaining(why) as string },
    });
    await expect(drop()).rejects.toMatchObject(refused('with its erasure on record'));
    await put(1, '{"n":1}');
    await expect(drop()).rejects.toMatchObject(refused('with a decision on hold on record'));
  });
});
