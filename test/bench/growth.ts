import { SequenceJournal } from '#journey/03-sequence';
import { logSigner, TestHead } from '../support/custody-log.js';
import { growLog } from './grown-log.js';
import { anyServiceSigns, journalOf, storeOf, viewed } from '../support/journal.js';
import { TestPostgres } from '../support/postgres.js';
import { type Journal, MAX_SEQUENCED } from '#journal';
import { type Connection, migrations, type Store } from '#store';
import { figure, percentile, type Figure } from './figures.js';

const rounds = 5;
const smallest = 10_000;
const [single, full] = [60, 4];

class GrowingLog {
  private readonly head = new TestHead();
  private readonly journal: Journal = journalOf('inbox').journal;
  private step: SequenceJournal;

  private constructor(
    private readonly database: Connection,
    private readonly audit: Store,
    private readonly inbox: Store,
  ) {
    this.step = this.newStep();
  }

  static async start(postgres: TestPostgres): Promise<GrowingLog> {
    const database = await anyServiceSigns(await postgres.database(migrations));
    const audit = await storeOf(postgres, database, 'audit', 2);
    const log = new GrowingLog(database, audit, await storeOf(postgres, database, 'inbox', 1));
    await log.step.run();
    return log;
  }

  async grow(size: number, onProgress: (done: number) => void): Promise<void> {
    await growLog(this.database, this.audit, size, onProgress);
    this.step = this.newStep();
    // Database, head file and release are equal from here on.
    await this.step.run();
  }

  async cost(batches: number, events: number): Promise<number> {
    const found: number[] = [];
    for (let i = 0; i < batches; i += 1) {
      const drafts = Array.from({ length: events }, (_, n) => viewed(n % 64));
      await this.inbox.transaction({ step: 'bench' }, (tx) => this.journal.recordAll(tx, drafts));
      const began = performance.now();
      await this.step.run();
      found.push((performance.now() - began) / events);
    }
    return percentile(found, 0.5);
  }

  async close(): Promise<void> {
    await this.inbox.close();
    await this.audit.close();
    this.head.remove();
  }

  private newStep(): SequenceJournal {
    return new SequenceJournal(this.audit, this.head.file, logSigner, () => undefined);
  }
}

const loads = [
  ['append of one event', single, 1],
  [`append of one among ${MAX_SEQUENCED}`, full, MAX_SEQUENCED],
] as const;

async function beside(large: GrowingLog, small: GrowingLog, size: number): Promise<Figure[]> {
  const found = loads.map((load) => ({ load, large: [] as number[], small: [] as number[] }));
  for (const log of [large, small])
    for (const [, n, events] of loads) await log.cost(n / 4, events);
  for (let round = 0; round < rounds; round += 1)
    for (const { load, ...times } of found) {
      const [, batches, events] = load;
      times.large.push(await large.cost(batches, events));
      times.small.push(await small.cost(batches, events));
    }
  const [by, other] = [`${size} leaves`, `${smallest} leaves, beside ${size}`];
  return found.flatMap(({ load: [what], ...times }) => [
    figure(what, by, 'ms', times.large, other),
    figure(what, other, 'ms', times.small),
  ]);
}

export async function growthFigures(largest = 10_000_000): Promise<Figure[]> {
  const postgres = await TestPostgres.start();
  try {
    const [large, small] = [await GrowingLog.start(postgres), await GrowingLog.start(postgres)];
    const began = performance.now();
    const progress = (done: number): void => {
      const seconds = Math.round((performance.now() - began) / 1_000);
      process.stderr.write(`bench: growth: ${done} events after ${seconds} s\n`);
    };
    await small.grow(smallest, progress);
    const figures: Figure[] = [];
    for (let size = smallest * 10; size <= largest; size *= 10) {
      await large.grow(size, progress);
      figures.push(...(await beside(large, small, size)));
    }
    await large.close();
    await small.close();
    return figures;
  } finally {
    await postgres.stop();
  }
}
