import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled } from '../../../test/support/programs.js';
import { logSigner, TestHead, verifyLog } from '../../../test/support/custody-log.js';
import {
  anyServiceSigns,
  asOwner,
  intent,
  journalOf,
  storeOf,
  viewed,
} from '../../../test/support/journal.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { SequenceJournal } from './03-sequence.js';
import type { HeadFile, JournalError } from '#journal';
import { type Connection, migrations, type Store, type Tx } from '#store';

type When = 'not persisted' | 'persisted';

class Crash extends Error {}

class Faulty {
  readonly seen: string[] = [];
  #armed: { readonly point: string; readonly when: When } | undefined;

  constructor(
    private readonly store: Store,
    private readonly file: HeadFile,
  ) {}

  arm(point: string, when: When): void {
    this.#armed = { point, when };
  }

  get spent(): boolean {
    return this.#armed === undefined;
  }

  readonly transaction: Store['transaction'] = async (context, fn) => {
    let name = 'reconcile';
    const result = await this.store.transaction(context, async (tx) => {
      const faulty: Tx = {
        wake: (step, haste) => {
          tx.wake(step, haste);
        },
        hurry: () => {
          tx.hurry();
        },
        attempt: (act) => tx.attempt(act),
        // Nothing waits for the result: it fails before sending.
        send: (sql, params) => {
          const point = `${name}: ${statement(sql)}`;
          this.seen.push(point);
          this.#crash(point, 'not persisted');
          tx.send(sql, params);
        },
        query: <T extends object>(sql: string, params?: readonly unknown[]) => {
          if (sql.includes('set_config')) name = 'release';
          if (context.isolation !== undefined) name = 'batch';
          return this.#at(`${name}: ${statement(sql)}`, () => tx.query<T>(sql, params));
        },
      };
      const value = await fn(faulty);
      this.#crash(`${name}: commit`, 'not persisted');
      return value;
    });
    this.#crash(`${name}: commit`, 'persisted');
    return result;
  };

  readonly head: Pick<HeadFile, 'read' | 'create' | 'advance'> = {
    read: () => this.#at('file: read', () => this.file.read()),
    create: (note) => this.#at('file: create', () => this.file.create(note)),
    advance: (from, note) => this.#at('file: advance', () => this.file.advance(from, note)),
  };

  async #at<T>(point: string, real: () => Promise<T>): Promise<T> {
    this.seen.push(point);
    this.#crash(point, 'not persisted');
    const result = await real();
    this.#crash(point, 'persisted');
    return result;
  }

  #crash(point: string, when: When): void {
    if (this.#armed?.point !== point || this.#armed.when !== when) return;
    this.#armed = undefined;
    throw new Crash(`${point}, ${when}`);
  }
}

function statement(sql: string): string {
  if (sql.includes('delete from journal.pending')) return 'take';
  if (sql.includes('insert into journal.leaf')) return 'append';
  if (sql.includes('update journal.released')) return 'release';
  if (sql.includes('advisory')) return 'lock';
  if (sql.includes('left join lateral')) return 'state';
  if (sql.includes('from journal.tile')) return 'tiles';
  if (/\b(insert|merge|update|delete|copy)\b/i.test(sql)) throw new Error(`no name for: ${sql}`);
  return 'watch';
}

let postgres: TestPostgres;
let database: Connection;
let audit: Store;
let recorder: Store;
let head: TestHead;
const { journal } = journalOf('requests');
const alarms: JournalError[] = [];

const sequencer = (faulty: Faulty): SequenceJournal =>
  new SequenceJournal(faulty, faulty.head, logSigner, (alarm) => alarms.push(alarm));
const honest = (): Faulty => new Faulty(audit, head.file);

async function drain(step: SequenceJournal): Promise<void> {
  while (await step.run());
}

let recorded = 0;
async function record(count: number): Promise<void> {
  await recorder.transaction({ step: 'test' }, (tx) =>
    journal.recordAll(
      tx,
      Array.from({ length: count }, (_, i) => (i % 2 === 0 ? viewed(i % 7) : intent(i))),
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
  await record(5);
  await drain(sequencer(honest()));
});

afterAll(async () => {
  await audit.close();
  await recorder.close();
  head.remove();
  await postgres.stop();
  expect(alarms).toEqual([]);
});

const notOnce = (): Promise<unknown[]> =>
  asOwner(
    database,
    `select e.id from journal.event e left join journal.leaf l on l.event = e.id
       left join journal.pending p on p.event = e.id
     group by e.id having count(l.event) + count(p.event) <> 1 or bool_or(l.leaf_hash <> e.leaf_hash)`,
  );

async function survive(faulty: Faulty, step: SequenceJournal, restart: boolean): Promise<void> {
  await expect(drain(step)).rejects.toBeInstanceOf(Crash);
  expect(faulty.spent).toBe(true);
  expect(await notOnce()).toEqual([]);
  await record(2);
  const next = restart ? sequencer(honest()) : step;
  await drain(next);
  // The next batch must build on the repaired state.
  await record(1);
  await drain(next);
  expect(await verifyLog(database, head.file)).toBe(recorded);
}

const both = ['not persisted', 'persisted'] as const;
const times = (points: readonly string[]): [string, When, boolean][] =>
  points.flatMap((point) =>
    both.flatMap((when): [string, When, boolean][] => [
      [point, when, false],
      [point, when, true],
    ]),
  );

const batchPoints = [
  'batch: take',
  'batch: append',
  'batch: commit',
  'release: release',
  'file: advance',
  'release: commit',
];
const recoveryPoints = [
  'reconcile: lock',
  'reconcile: state',
  'reconcile: tiles',
  'file: read',
  'file: advance',
  'reconcile: release',
  'reconcile: commit',
];

describe('a batch that fails', () => {
  it('has a row below for each of its steps', async () => {
    await record(3);
    const faulty = honest();
    const step = sequencer(faulty);
    await drain(step);
    faulty.seen.length = 0;
    await record(3);
    await drain(step);
    const points = new Set([...faulty.seen, 'batch: commit', 'release: commit']);
    expect([...points].sort()).toEqual([...batchPoints].sort());
  });

  it('has one statement when nothing waits, and three in all', async () => {
    const faulty = honest();
    const step = sequencer(faulty);
    await drain(step);
    faulty.seen.length = 0;
    await step.run();
    expect(faulty.seen).toEqual(['batch: take']);
    faulty.seen.length = 0;
    await record(3);
    await step.run();
    expect(faulty.seen).toEqual([
      ...['batch: take', 'batch: append', 'release: release', 'file: advance'],
    ]);
  });

  it.each(times(batchPoints))('at %s (%s); new process: %s', async (point, when, restart) => {
    const faulty = honest();
    const step = sequencer(faulty);
    await drain(step);
    await record(150);
    faulty.arm(point, when);
    await survive(faulty, step, restart);
  });
});

describe('a recovery that fails', () => {
  const behind = async (): Promise<void> => {
    const dying = honest();
    const step = sequencer(dying);
    await drain(step);
    await record(40);
    dying.arm('batch: commit', 'persisted');
    await expect(drain(step)).rejects.toBeInstanceOf(Crash);
  };

  it('has a row below for each of its steps', async () => {
    await behind();
    const faulty = honest();
    await sequencer(faulty).run();
    const points = faulty.seen.filter((point) => !/^(batch|release)|watch/.test(point));
    expect([...new Set([...points, 'reconcile: commit'])].sort()).toEqual(
      [...recoveryPoints].sort(),
    );
  });

  it.each(times(recoveryPoints))('at %s (%s); new process: %s', async (point, when, restart) => {
    await behind();
    const faulty = honest();
    faulty.arm(point, when);
    await survive(faulty, sequencer(faulty), restart);
  });

  it.each(times(['file: create']))('before the first batch at %s (%s): %s', async (point, when) => {
    const empty = await anyServiceSigns(await postgres.database(migrations));
    const [own, first] = [await storeOf(postgres, empty, 'audit', 2), new TestHead()];
    const faulty = new Faulty(own, first.file);
    faulty.arm(point, when);
    const step = sequencer(faulty);
    await expect(step.run()).rejects.toBeInstanceOf(Crash);
    await drain(step);
    expect(await verifyLog(empty, first.file)).toBe(0);
    await own.close();
    first.remove();
  });
});

describe('kill -9 of the sequencer', () => {
  it('again and again, while events are recorded: nothing lost, nothing twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'liaise-sequencer-'));
    const script = await bundled('test/support/sequencer.ts', folder);
    const settings = join(folder, 'connection.json');
    writeFileSync(settings, JSON.stringify(await postgres.role(database, 'liaise_audit')));
    for (let life = 0; life < 8; life += 1) {
      const child = spawn(process.execPath, [script, settings, head.file.path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = new Promise((done) => child.once('exit', done));
      await new Promise((done) => child.stdout.once('data', done));
      const until = performance.now() + 30 + life * 17;
      while (performance.now() < until) await record(7);
      child.kill('SIGKILL');
      await ended;
    }
    const step = sequencer(honest());
    for (let i = 0; i < 100; i += 1) if ((await code(step.run())) === 'done') break;
    await drain(step);
    expect(await verifyLog(database, head.file)).toBe(recorded);
    rmSync(folder, { recursive: true, force: true });
  });

  const code = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'done',
      () => 'failed',
    );
});
