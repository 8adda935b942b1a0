import { join } from 'node:path';
import { logSigner, TestHead, verifyLog } from '../../../test/support/custody-log.js';
import {
  anyServiceSigns,
  asOwner,
  denied,
  intent,
  journalOf,
  storeOf,
  viewed,
} from '../../../test/support/journal.js';
import { copyDatabase, TestPostgres } from '../../../test/support/postgres.js';
import { insertRow, minutesAgo } from '../../../test/support/rows.js';
import { SequenceJournal } from './03-sequence.js';
import { type Draft, HeadFile, type JournalError } from '#journal';
import { type Connection, migrations, type Store } from '#store';

let postgres: TestPostgres;
let database: Connection;
let audit: Store;
let recorder: Store;
let head: TestHead;
const { journal } = journalOf('requests');
const alarms: JournalError[] = [];

const sequencer = (): SequenceJournal =>
  new SequenceJournal(audit, head.file, logSigner, (alarm) => alarms.push(alarm));

async function drain(step: SequenceJournal): Promise<void> {
  while (await step.run());
}

let recorded = 0;
async function record(count: number): Promise<void> {
  await recorder.transaction({ step: 'test' }, (tx) =>
    journal.recordAll(
      tx,
      Array.from({ length: count }, (_, i) => viewed(i % 7)),
    ),
  );
  recorded += count;
}

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await anyServiceSigns(await postgres.database(migrations));
  audit = await storeOf(postgres, database, 'audit', 3);
  recorder = await storeOf(postgres, database, 'requests', 9);
  head = new TestHead();
});

afterAll(async () => {
  await audit.close();
  await recorder.close();
  head.remove();
  await postgres.stop();
});

describe('a batch', () => {
  it('wakes the steps that wait for what was released, and says whether more waits', async () => {
    const woken = new Map<string, string>();
    for (const step of ['seal', 'relay', 'receipts'])
      recorder.listen(step, (haste) => woken.set(step, haste));
    await new Promise((done) => setTimeout(done, 100));
    const step = sequencer();
    const wakes = async (draft: Draft, life = false): Promise<unknown[]> => {
      woken.clear();
      await recorder.transaction({ step: 'test' }, (tx) => journal.recordEvent(tx, draft));
      recorded += 1;
      expect(await step.run(life)).toBe(false);
      await new Promise((done) => setTimeout(done, 100));
      return [...woken];
    };
    expect(await step.run()).toBe(false);
    await new Promise((done) => setTimeout(done, 100));
    woken.clear();
    await record(1_000);
    await record(30);
    expect(await step.run()).toBe(true);
    expect(await step.run()).toBe(false);
    await new Promise((done) => setTimeout(done, 100));
    expect([...woken.keys()]).toEqual(['receipts']);
    expect(await wakes(intent(1))).toEqual([['relay', 'NOW']]);
    // The wake-up for the risk to life arrived after the release of its event.
    expect(await wakes(denied('rule'), true)).toEqual([['relay', 'LIFE']]);
    expect(await wakes(intent(2), true)).toEqual([['relay', 'LIFE']]);
    expect(await wakes(denied('rule'))).toEqual([]);
    expect(await verifyLog(database, head.file)).toBe(1_034);
  });

  it('is released for nobody before the head file is on disk', async () => {
    const released = async (): Promise<number | undefined> =>
      (await asOwner<{ size: number }>(database, 'select size from journal.released'))[0]?.size;
    const seen: (number | undefined)[] = [];
    const { file } = head;
    const watched: Pick<HeadFile, 'read' | 'create' | 'advance'> = {
      read: () => file.read(),
      create: (note) => file.create(note),
      advance: async (from, note) => {
        seen.push(await released());
        await file.advance(from, note);
        seen.push(await released());
      },
    };
    const step = new SequenceJournal(audit, watched, logSigner, (alarm) => alarms.push(alarm));
    await drain(step);
    const before = await released();
    seen.length = 0;
    await record(3);
    await drain(step);
    expect(seen).toEqual([before, before]);
    expect(await released()).toBe(recorded);
    expect((await file.read())?.size).toBe(recorded);
  });

  it('goes on from the head file when a crash of the database lost a release', async () => {
    const step = sequencer();
    await drain(step);
    await asOwner(
      database,
      `alter table journal.released disable trigger all; update journal.released set size = size - 7;
       alter table journal.released enable trigger all`,
    );
    await expect(step.run()).rejects.toMatchObject({ code: 'LOG_HEAD_MOVED', action: 'retry' });
    await drain(step);
    expect(await verifyLog(database, head.file)).toBe(recorded);
  });

  it('raises an alarm for events without a place after 60 s', async () => {
    const fresh = await anyServiceSigns(await postgres.database(migrations));
    const own = await storeOf(postgres, fresh, 'audit', 2);
    await asOwner(fresh, 'alter table journal.event disable trigger journal_event_time');
    await insertRow(fresh, 'journal.event', { service: 'x', recorded_at: minutesAgo(60) });
    const [raised, file] = [[] as string[], new TestHead()];
    const step = new SequenceJournal(own, file.file, logSigner, ({ code, detail }) => {
      raised.push(`${code}: ${detail ?? ''}`);
    });
    await step.run();
    await step.run();
    expect(raised).toEqual(['LOG_EVENT_FORGOTTEN: 1 events']);
    await own.close();
    file.remove();
  });
});

describe('a log that is not the one that was signed', () => {
  const code = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'done',
      (error: unknown) => String((error as { code?: string }).code),
    );

  it('is not signed: rolled back, forked, damaged, or without its head', async () => {
    const original = await anyServiceSigns(await postgres.database(migrations));
    const outside = new TestHead();
    const run = async (at: Connection, file: HeadFile, events: number): Promise<string> => {
      const [own, requests] = [
        await storeOf(postgres, at, 'audit', 2),
        await storeOf(postgres, at, 'requests', 2),
      ];
      for (let i = 0; i < events; i += 1)
        await requests.transaction({ step: 'test' }, (tx) => journal.recordEvent(tx, denied('x')));
      const result = await code(
        drain(new SequenceJournal(own, file, logSigner, (alarm) => alarms.push(alarm))),
      );
      await own.close();
      await requests.close();
      return result;
    };
    expect(await run(original, outside.file, 300)).toBe('done');

    // A backup taken now, and restored after the log has grown.
    const backup = { ...original, database: `${original.database}_backup` };
    await copyDatabase(postgres.cluster, original.database, backup.database);
    expect(await run(original, outside.file, 20)).toBe('done');
    expect(await run(backup, outside.file, 0)).toBe('LOG_ROLLED_BACK');
    expect(await run(backup, outside.file, 10)).toBe('LOG_ROLLED_BACK');
    const [{ top } = { top: -1 }] = await asOwner<{ top: number }>(
      backup,
      'select max(size) as top from journal.checkpoint',
    );
    expect(top).toBe(300);

    // Another history, as long as the signed one or longer.
    const other = new TestHead();
    const twin = await anyServiceSigns(await postgres.database(migrations));
    expect(await run(twin, other.file, 320)).toBe('done');
    expect(await run(twin, outside.file, 0)).toBe('LOG_FORKED');
    expect(await run(twin, other.file, 5)).toBe('done');
    expect(await run(twin, outside.file, 0)).toBe('LOG_FORKED');

    expect(await run(twin, new HeadFile(join(other.folder, 'gone'), logSigner.verifier), 0)).toBe(
      'LOG_HEAD_MISSING',
    );
    await asOwner(
      original,
      `alter table journal.tile disable trigger all;
       update journal.tile set hashes = overlay(hashes placing '\\x00ff'::bytea from 40) where level = 0 and index = 1;
       alter table journal.tile enable trigger all`,
    );
    expect(await run(original, outside.file, 0)).toBe('LOG_DAMAGED');
    expect(await run(original, outside.file, 3)).toBe('LOG_DAMAGED');
    expect((await outside.file.read())?.size).toBe(320);
    outside.remove();
    other.remove();
  });

  it('is signed no more once it is halted, whoever starts', async () => {
    const halted = await anyServiceSigns(await postgres.database(migrations));
    const outside = new TestHead();
    const own = await storeOf(postgres, halted, 'audit', 2);
    const requests = await storeOf(postgres, halted, 'requests', 2);
    const step = () => new SequenceJournal(own, outside.file, logSigner, () => undefined);
    const one = () =>
      requests.transaction({ step: 'test' }, (tx) => journal.recordEvent(tx, denied('x')));
    const first = step();
    await one();
    expect(await code(first.run())).toBe('done');
    await insertRow(halted, 'journal.halt', { code: 'FORK' });
    await one();
    for (const each of [first, step()]) expect(await code(each.run())).toBe('LOG_HALTED');
    expect((await outside.file.read())?.size).toBe(1);
    await own.close();
    await requests.close();
    outside.remove();
  });

  it('has a second sequencer refused while one is at work', async () => {
    await drain(sequencer());
    await record(4);
    const notes = (): Promise<unknown[]> =>
      asOwner(database, 'select size from journal.checkpoint order by size desc limit 1');
    const result = await audit.transaction({ step: 'test' }, async (tx) => {
      await tx.query('select pg_try_advisory_xact_lock(418313136500)');
      return code(sequencer().run());
    });
    expect(result).toBe('LOG_BUSY');
    const reconciled = sequencer();
    await drain(reconciled);
    await record(2);
    const between = await notes();
    const late = await audit.transaction({ step: 'test' }, async (tx) => {
      await tx.query('select pg_try_advisory_xact_lock(418313136500)');
      return code(reconciled.run());
    });
    expect([late, await notes()]).toEqual(['LOG_BUSY', between]);
    const [a, b] = [sequencer(), sequencer()];
    for (let i = 0; i < 6; i += 1) {
      await record(3);
      const results = await Promise.all([code(a.run()), code(b.run())]);
      for (const found of results)
        expect(['done', 'LOG_BUSY', 'LOG_HEAD_MOVED', 'STORE_DUPLICATE']).toContain(found);
    }
    await drain(sequencer());
    expect(await verifyLog(database, head.file)).toBe(recorded);
  });
});

describe('a sequencer whose view of the database is older than the batch of another', () => {
  it('takes nothing, and looks at the log anew', async () => {
    const first = sequencer();
    await drain(first);
    let meanwhile: () => Promise<unknown> = () => Promise.resolve();
    let tries = 0;
    const late: Pick<Store, 'transaction'> = {
      transaction: (context, fn) =>
        audit.transaction(context, async (tx) => {
          if (context.isolation !== undefined) {
            tries += 1;
            await tx.query('select count(*) from journal.pending');
            const act = meanwhile;
            meanwhile = () => Promise.resolve();
            await act();
          }
          return fn(tx);
        }),
    };
    const second = new SequenceJournal(late, head.file, logSigner, (alarm) => alarms.push(alarm));
    await drain(second);
    await record(3);
    tries = 0;
    meanwhile = () => first.run();
    await expect(second.run()).rejects.toMatchObject({ code: 'LOG_HEAD_MOVED', action: 'retry' });
    // The database refused the old snapshot, and this sequencer does not know the new one.
    expect(tries).toBe(2);
    expect(await verifyLog(database, head.file)).toBe(recorded);
    await record(1);
    await drain(second);
    expect(await verifyLog(database, head.file)).toBe(recorded);
  });
});

describe('order', () => {
  it('follows commits: before in time is before in the log, and a late commit is not lost', async () => {
    const step = sequencer();
    await drain(step);
    let clock = 0;
    const spans: { id: string; began: number; committed: number }[] = [];
    const recording = new AbortController();
    const sequencing = (async () => {
      while (!recording.signal.aborted) await step.run();
    })();
    const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
    await Promise.all(
      Array.from({ length: 8 }, async (_, worker) => {
        for (let i = 0; i < 25; i += 1) {
          clock += 1;
          const began = clock;
          const event = await recorder.transaction({ step: 'test' }, async (tx) => {
            const done = await journal.recordEvent(tx, viewed(100 + worker));
            // Visible only after others that were inserted later.
            if (i % 5 === worker % 5) await pause(15);
            return done;
          });
          recorded += 1;
          clock += 1;
          spans.push({ id: event.id, began, committed: clock });
        }
      }),
    );
    recording.abort();
    await sequencing;
    await drain(step);
    expect(await verifyLog(database, head.file)).toBe(recorded);
    const rows = await asOwner<{ event: string; index: number }>(
      database,
      'select event, index from journal.leaf where event = any ($1::uuid[])',
      [spans.map(({ id }) => id)],
    );
    const index = new Map(rows.map((row) => [row.event, row.index]));
    let pairs = 0;
    for (const a of spans)
      for (const b of spans)
        if (a.committed < b.began) {
          pairs += 1;
          expect(index.get(a.id) ?? NaN).toBeLessThan(index.get(b.id) ?? NaN);
        }
    expect(pairs).toBeGreaterThan(10_000);
  });
});
