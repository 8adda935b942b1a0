import { logSigner, TestHead, verifyLog } from '../support/custody-log.js';
import { anyServiceSigns, intent, journalOf, storeOf, viewed } from '../support/journal.js';
import { TestPostgres } from '../support/postgres.js';
import { SequenceJournal } from '#journey/03-sequence';
import type { Draft } from '#journal';
import { migrations, JobLoop, type Store } from '#store';

export interface JournalRates {
  readonly recordedPerSecond: number;
  readonly releasedPerSecond: number;
  readonly commitMs: Percentiles;
  readonly releaseMs: Percentiles;
}

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

const authors = ['sealer', 'opener', 'exchange', 'inbox'] as const;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? NaN) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99) };
}

async function released(audit: Store, atLeast: number): Promise<void> {
  for (;;) {
    const [row] = await audit.transaction({ step: 'bench' }, (tx) =>
      tx.query<{ size: number }>('select size from journal.released'),
    );
    if ((row?.size ?? 0) >= atLeast) return;
    await pause(1);
  }
}

export async function measureJournal(events: number, batch: number): Promise<JournalRates> {
  const postgres = await TestPostgres.start();
  const head = new TestHead();
  const database = await anyServiceSigns(await postgres.database(migrations));
  const audit = await storeOf(postgres, database, 'audit', 3);
  const step = new SequenceJournal(audit, head.file, logSigner, () => undefined);
  const loop = new JobLoop(audit, 'sequence', (life) => step.run(life));
  loop.start();
  const writers = [];
  for (const author of authors)
    writers.push({ store: await storeOf(postgres, database, author, 2), ...journalOf(author) });
  try {
    const began = performance.now();
    await Promise.all(
      writers.map(async ({ store, journal }, writer) => {
        for (let done = 0; done < events / writers.length; done += batch)
          await store.transaction({ step: 'bench' }, (tx) =>
            journal.recordAll(
              tx,
              Array.from({ length: batch }, (_, i): Draft => {
                return i % 2 === 0 ? viewed(writer * 1_000 + i) : intent(i, writer);
              }),
            ),
          );
      }),
    );
    const recorded = performance.now();
    const total = Math.ceil(events / writers.length / batch) * batch * writers.length;
    await released(audit, total);
    const done = performance.now();
    const single = await steady(audit, writers, total);
    await loop.stop();
    await verifyLog(database, head.file);
    return {
      recordedPerSecond: Math.round((total / (recorded - began)) * 1_000),
      releasedPerSecond: Math.round((total / (done - began)) * 1_000),
      ...single,
    };
  } finally {
    await loop.stop();
    for (const { store } of writers) await store.close();
    await audit.close();
    head.remove();
    await postgres.stop();
  }
}

async function steady(
  audit: Store,
  writers: readonly ({ store: Store } & ReturnType<typeof journalOf>)[],
  before: number,
): Promise<Pick<JournalRates, 'commitMs' | 'releaseMs'>> {
  const commitMs: number[] = [];
  const releaseMs: number[] = [];
  const all = 1_000;
  // Follows every tenth event to its release: following each would be a load itself.
  const follow = async (id: string, began: number): Promise<void> => {
    for (;;) {
      const [row] = await audit.transaction({ step: 'bench' }, (tx) =>
        tx.query<{ ok: boolean }>(
          `select index < (select size from journal.released) as ok from journal.leaf where event = $1`,
          [id],
        ),
      );
      if (row?.ok === true) break;
      await pause(1);
    }
    releaseMs.push(performance.now() - began);
  };
  const work: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; i < all; i += 1) {
    const writer = writers[i % writers.length];
    if (writer === undefined) throw new Error('no writer');
    const ahead = start + i * 5 - performance.now();
    if (ahead > 0) await pause(ahead);
    const began = performance.now();
    work.push(
      writer.store
        .transaction({ step: 'bench' }, (tx) =>
          writer.journal.recordEvent(tx, i % 2 === 0 ? viewed(i % 50) : intent(i, i % 4)),
        )
        .then(({ id }) => {
          commitMs.push(performance.now() - began);
          return i % 10 === 0 ? follow(id, began) : undefined;
        }),
    );
  }
  await Promise.all(work);
  await released(audit, before + all);
  return { commitMs: percentiles(commitMs), releaseMs: percentiles(releaseMs) };
}

const [events = '40000', batch = '32'] = process.argv.slice(2);
if (import.meta.url === `file://${process.argv[1] ?? ''}`)
  process.stdout.write(
    `${JSON.stringify(await measureJournal(Number(events), Number(batch)), null, 1)}\n`,
  );
