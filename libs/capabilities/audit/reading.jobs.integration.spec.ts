import { noteListed, type AccessError } from '#access';
import { parseLeaf, type Draft } from '#journal';
import { parseOfficerId } from '#kernel';
import {
  asOwner,
  documentOf,
  journalOf,
  objectFor,
  storeOf,
  threadOf,
  viewed,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRows, minutesAgo } from '../../../test/support/rows.js';
import { WatchReading, type ReadingReport } from './reading.jobs.js';
import { migrations, type Connection, type Store } from '#store';

let postgres: TestPostgres;
let database: Connection;
let inbox: Store;
let audit: Store;
beforeAll(async () => {
  postgres = await TestPostgres.start();
}, 60_000);
beforeEach(async () => {
  database = await postgres.database(migrations);
  inbox = await storeOf(postgres, database, 'inbox', 2);
  audit = await storeOf(postgres, database, 'audit', 1);
});
afterEach(async () => {
  await inbox.close();
  await audit.close();
});
afterAll(() => postgres.stop());

const reader = journalOf('inbox').journal;
const read = (...drafts: readonly Draft[]) =>
  inbox.transaction({ step: 'test' }, (tx) => reader.recordAll(tx, drafts));
const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);
const noticed = async (): Promise<number[]> => {
  const rows = await asOwner<{ threads: number }>(
    database,
    'select threads from access.bulk_reading order by id',
  );
  return rows.map(({ threads }) => threads);
};

describe('whoever reads many cases', () => {
  it('is noticed at the fortieth within an hour, and at every doubling', async () => {
    for (const n of from(0, 39)) await read(viewed(n));
    await read(viewed(3), viewed(3), viewed(4));
    // The same document again, a long list, and reads outside any thread.
    await read(...from(0, 39).map(viewed));
    const { officer, role } = {
      officer: parseOfficerId('anna.berg'),
      role: 'LIAISON_OFFICER',
    } as const;
    await read({ typ: 'item.viewed', actor: { officer, role }, data: { screen: 'list:500' } });
    expect(await noticed()).toEqual([]);
    const taken: Draft = {
      typ: 'item.exported',
      case: { thread: threadOf(39), compartment: 'ENFORCEMENT' },
      actor: { officer, role },
      data: {
        purpose: 'INVESTIGATION',
        document: documentOf(39),
        medium: 'download',
        recipient: null,
      },
    };
    await read(taken);
    expect(await noticed()).toEqual([40]);
    for (const n of from(40, 39)) await read(viewed(n));
    expect(await noticed()).toEqual([40]);
    await read(viewed(79));
    expect(await noticed()).toEqual([40, 80]);
  });

  it('is noticed in a harvest of five hundred at the fortieth, by two at once and in one transaction too', async () => {
    const harvest = from(0, 500).map(viewed);
    await Promise.all([read(...harvest.slice(0, 25)), read(...harvest.slice(25, 50))]);
    await read(...harvest.slice(50, 75));
    expect((await noticed())[0]).toBeLessThanOrEqual(75);
    expect(await noticed()).toHaveLength(1);
    await read(...harvest.slice(75));
    expect(await noticed()).toHaveLength(2);
  });

  it('is noticed in a harvest of five hundred documents of thirty-nine cases within fifty, and of each document once', async () => {
    const document = (n: number): Draft => ({
      ...viewed(n % 39),
      typ: 'item.viewed',
      data: { screen: 'document', purpose: 'INVESTIGATION', document: documentOf(n) },
    });
    const taken = (n: number): Draft => ({
      ...viewed(n % 39),
      typ: 'item.exported',
      obj: [objectFor('attachment', `file ${n}`, 1)],
      data: {
        purpose: 'INVESTIGATION',
        document: documentOf(1),
        medium: 'download',
        recipient: null,
      },
    });
    const items = async () =>
      asOwner(database, 'select threads, items from access.bulk_reading order by id');
    // The same document repeatedly, as in normal work on one thread.
    for (let i = 0; i < 3; i += 1) await read(...from(0, 25).map(document));
    await read(...from(0, 24).map(taken));
    expect(await items()).toEqual([]);
    await read(taken(24));
    expect(await items()).toEqual([{ threads: 25, items: 50 }]);
    const watch = new WatchReading(
      ...[
        audit,
        journalOf('audit').journal,
        (error: AccessError) => alarmDetails.push(error.detail),
        () => undefined,
      ],
    );
    const alarmDetails: (string | undefined)[] = [];
    await watch.run();
    expect(alarmDetails).toEqual([
      'anna.berg: 25 cases with 50 documents and files within an hour',
    ]);
    for (let n = 25; n < 500; n += 25) await read(...from(n, 25).map(document));
    expect(await items()).toHaveLength(4);
    // Older than an hour: deleted for every officer.
    await asOwner(database, `update access.item_read set at = at - interval '61 minutes'`);
    await watch.run();
    expect(await asOwner(database, 'select 1 from access.item_read')).toEqual([]);
  });

  it('is noticed by the second of two reads at once, though neither is many and none follows', async () => {
    const pause = () => new Promise((done) => setTimeout(done, 200));
    const reading = (first: number) =>
      inbox.transaction({ step: 'test' }, async (tx) => {
        await reader.recordAll(tx, from(first, 39).map(viewed));
        await pause();
      });
    await Promise.all([reading(0), reading(39)]);
    expect(await noticed()).toEqual([78]);
  });

  it('is not one who read the same number in a day', async () => {
    await read(...from(0, 39).map(viewed));
    await asOwner(database, `update access.reading set at = at - interval '61 minutes'`);
    await read(...from(39, 39).map(viewed));
    expect(await noticed()).toEqual([]);
    const [left] = await asOwner<{ count: number }>(
      database,
      'select count(*)::int as count from access.reading',
    );
    expect(left?.count).toBe(39);
  });

  it('in lists is known for an hour, also of an officer who comes no more; what another step just writes is passed over', async () => {
    const watch = new WatchReading(
      ...[audit, journalOf('audit').journal, () => undefined, () => undefined],
    );
    const officers = async (): Promise<string[]> => {
      const rows = await asOwner<{ officer: string }>(
        database,
        'select distinct officer from access.listing order by officer',
      );
      return rows.map(({ officer }) => officer);
    };
    await insertRows(database, 'access.listing', [
      { officer: 'anna.berg', at: minutesAgo(61) },
      { officer: 'gone', at: minutesAgo(600) },
      { officer: 'new', at: minutesAgo(59) },
    ]);
    await inbox.transaction({ step: 'test', officer: 'anna.berg' }, async (tx) => {
      noteListed(tx, 'DUTY_OFFICER', [threadOf(1)]);
      await tx.query('select 1');
      await watch.run();
    });
    expect(await officers()).toEqual(['anna.berg', 'new']);
    const [left] = await asOwner(database, 'select count(*)::int as count from access.listing');
    expect(left).toEqual({ count: 2 });
  });

  it('becomes one entry of the log and one alarm, and no service can take it back', async () => {
    const alarms: AccessError[] = [];
    const reports: ReadingReport[] = [];
    const watch = new WatchReading(
      audit,
      journalOf('audit').journal,
      (error) => alarms.push(error),
      (report) => reports.push(report),
    );
    await watch.run();
    // Opened by a supervisor, who is a duty officer in another thread.
    const bySupervisor = (n: number): Draft => ({
      ...viewed(n),
      actor: { officer: parseOfficerId('anna.berg'), role: 'SUPERVISOR' },
    });
    await read(viewed(0), ...from(1, 39).map(bySupervisor));
    await watch.run();
    await watch.run();
    expect(reports).toEqual([
      { alarms: [], numbers: { bulk_day: 0 } },
      ...[1, 2].map(() => ({ alarms: ['BULK_READING'], numbers: { bulk_day: 1 } })),
    ]);
    expect(alarms).toMatchObject([
      { code: 'BULK_READING', detail: 'anna.berg: 40 cases within an hour' },
    ]);
    const bulkEvents = await asOwner<{ leaf: Buffer; officer: string }>(
      database,
      `select leaf, officer from journal.event where typ = 'access.bulk'`,
    );
    const said = bulkEvents.map(({ leaf, officer }) => [
      officer,
      parseLeaf(leaf).actor?.role,
      parseLeaf(leaf).data,
    ]);
    expect(said).toEqual([['anna.berg', 'SUPERVISOR', { threads: 40, minutes: 60 }]]);
    // Lists are counted separately, in the step of their reader.
    const shown = from(100, 500).map(threadOf);
    const context = { step: 'test', officer: 'anna.berg' };
    await inbox.transaction(context, (tx) => {
      noteListed(tx, 'DUTY_OFFICER', shown.slice(0, 499));
      return Promise.resolve();
    });
    await watch.run();
    expect(alarms).toHaveLength(1);
    await inbox.transaction(context, (tx) => {
      noteListed(tx, 'DUTY_OFFICER', shown);
      return Promise.resolve();
    });
    await watch.run();
    expect(alarms[1]?.detail).toBe('anna.berg: 500 cases in lists within an hour');
    const [last] = await asOwner<{ leaf: Buffer }>(
      database,
      `select leaf from journal.event where typ = 'access.bulk' order by id desc limit 1`,
    );
    expect(parseLeaf(last?.leaf ?? Buffer.alloc(0))).toMatchObject({
      actor: { role: 'DUTY_OFFICER' },
      data: { threads: 500, minutes: 60, listed: true },
    });
    for (const [store, sql] of [
      [inbox, 'delete from access.listing'],
      [audit, 'delete from access.listing'],
      [audit, 'select 1 from access.listing'],
      [inbox, 'select access.forget_listings()'],
      [audit, `select access.note_listing('AUDITOR', '{}')`],
      [inbox, 'delete from access.reading'],
      [inbox, 'select 1 from access.bulk_reading'],
      [audit, 'delete from access.bulk_reading'],
      [audit, 'update access.bulk_reading set threads = 1'],
    ] as const)
      await expect(
        store.transaction({ step: 'test' }, (tx) => tx.query(sql)),
      ).rejects.toMatchObject({ code: 'STORE_DENIED' });
  });

  it('is told of, though a captured service has shown many cases to a name that nobody can have', async () => {
    const alarmDetails: (string | undefined)[] = [];
    const watch = new WatchReading(
      audit,
      journalOf('audit').journal,
      (error) => alarmDetails.push(error.detail),
      () => undefined,
    );
    const shown = from(0, 500).map(threadOf);
    const list = (officer: string): Promise<void> =>
      inbox.transaction({ step: 'test', officer }, (tx) => {
        noteListed(tx, 'DUTY_OFFICER', shown);
        return Promise.resolve();
      });
    for (const odd of ['Anna', '-', 'a'.repeat(100)])
      await expect(list(odd)).rejects.toMatchObject({ code: 'STORE_CONSTRAINT' });
    await list('anna.berg');
    await watch.run();
    expect(alarmDetails).toEqual(['anna.berg: 500 cases in lists within an hour']);
  });
});
