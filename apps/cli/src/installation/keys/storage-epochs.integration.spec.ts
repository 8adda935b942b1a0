import { readdirSync, rmSync, statSync, utimesSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestArchive } from '../../../../../test/support/archive.js';
import { TestFolder } from '../../../../../test/support/nats.js';
import { TestPostgres } from '../../../../../test/support/postgres.js';
import { judgeEpochs, epochLines } from '../../health/keys/storage-epochs.js';
import type { ThreadId } from '#kernel';
import { keyFile } from '#trust';
import { epochUseOf } from './epoch-use.js';
import { Layout, storageServices } from '../layout.js';
import { beginEpochs, destroyEpochs, epochMs } from './storage-epochs.js';

const day = 24 * 3_600_000;
const horizon = 30 * day;
const later = (ms: number): Date => new Date(Date.now() + ms);

let postgres: TestPostgres;
let folder: TestFolder;
let archive: TestArchive;
let layout: Layout;
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
  archive = await TestArchive.create(postgres, join(folder.path, String(count)));
  layout = new Layout(archive.folder);
});
afterEach(() => archive.close());

const pathsOf = (epoch: number) =>
  storageServices.map((each) => layout.key(each, keyFile.storage('ENFORCEMENT', epoch)));
const there = (epoch: number): number =>
  pathsOf(epoch).filter((path) => statSync(path, { throwIfNoEntry: false }) !== undefined).length;

async function secondEpoch(): Promise<void> {
  for (const path of pathsOf(1)) utimesSync(path, later(-epochMs), later(-epochMs));
  await beginEpochs(layout, later(60_000));
  for (const path of pathsOf(2)) utimesSync(path, later(-120_000), later(-120_000));
}

const wrapOf = async (thread: ThreadId) => {
  const [row] = await archive.sql<{ epoch: number; key: Buffer }>(
    'select key_epoch as epoch, key_wrapped as key from cases.thread where id = $1',
    [thread],
  );
  if (row === undefined) throw new Error('no thread');
  return row;
};
const putBack = (thread: ThreadId, { epoch, key }: { epoch: number; key: Buffer }) =>
  archive.sql('update cases.thread set key_epoch = $2, key_wrapped = $3 where id = $1', [
    thread,
    epoch,
    key,
  ]);
const read = (thread: ThreadId) =>
  archive.askedDocuments
    .page(archive.session('ben'), thread, 'INVESTIGATION', { limit: 1, after: null })
    .then(
      ({ dispatches }) => dispatches.length,
      (error: unknown) => (error as { code: string }).code,
    );
const destroy = async (at: Date) =>
  destroyEpochs(layout, await epochUseOf(archive.database), horizon, at);

describe('a storage key of a past epoch', () => {
  it('is needed by backups alone once living threads are wrapped anew, and goes at the horizon', async () => {
    const threads = [await archive.thread(), await archive.thread()];
    const [first] = threads as [ThreadId];
    const backup = await wrapOf(first);
    expect(await archive.rewrap.run()).toBe(false);
    await secondEpoch();
    // A key stays, however old, while something alive needs it.
    expect(await destroy(later(10 * horizon))).toEqual([]);
    while (await archive.rewrap.run());
    await archive.rewrap.run();
    for (const thread of threads) expect((await wrapOf(thread)).epoch).toBe(2);
    for (const thread of threads) expect(await read(thread)).toBe(1);
    const uses = await epochUseOf(archive.database);
    expect(uses).toMatchObject([
      { epoch: 1, wrapped: 0, emptiedAt: expect.any(Date) as Date },
      { epoch: 2, wrapped: 2, emptiedAt: null },
    ]);
    expect(await destroy(later(horizon - day))).toEqual([]);
    // Within the horizon a backup can be read; its data is wrapped anew, and the horizon starts again.
    await putBack(first, backup);
    expect(await read(first)).toBe(1);
    expect(await destroy(later(horizon + day))).toEqual([]);
    while (await archive.rewrap.run());
    await archive.rewrap.run();
    expect((await wrapOf(first)).epoch).toBe(2);
    // Beyond the horizon nobody can open what the backup holds.
    expect(await destroy(later(horizon + day))).toEqual([{ compartment: 'ENFORCEMENT', epoch: 1 }]);
    expect([there(1), there(2)]).toEqual([0, storageServices.length]);
    expect(await read(first)).toBe(1);
    await putBack(first, backup);
    expect(await read(first)).toBe('KEY_MISSING');
    expect(await archive.rewrap.run()).toBe(false);
    expect(await destroy(later(100 * horizon))).toEqual([]);
    expect(there(2)).toBe(storageServices.length);
  }, 60_000);

  it('loses nothing to an interruption: threads half wrapped anew, key files half gone', async () => {
    const threads: ThreadId[] = [];
    for (let i = 0; i < 5; i += 1) threads.push(await archive.thread());
    await secondEpoch();
    // The transaction of a batch fails in its middle.
    await archive.sql(
      `create function cases.fail() returns trigger language plpgsql as $$ begin
         if new.id = '${threads[4] ?? ''}' then raise exception 'disk'; end if; return new; end $$`,
    );
    await archive.sql(
      'create trigger fail before update of key_epoch on cases.thread for each row execute function cases.fail()',
    );
    await expect(archive.rewrap.run()).rejects.toThrow();
    for (const thread of threads) expect(await read(thread)).toBe(1);
    expect((await epochUseOf(archive.database)).find(({ epoch }) => epoch === 1)?.wrapped).toBe(5);
    await archive.sql('drop trigger fail on cases.thread');
    // State left by a process that was killed after a small batch.
    const other = await wrapOf(threads[0] as ThreadId);
    while (await archive.rewrap.run());
    await putBack(threads[0] as ThreadId, other);
    for (const thread of threads) expect(await read(thread)).toBe(1);
    expect(await destroy(later(10 * horizon))).toEqual([]);
    while (await archive.rewrap.run());
    await archive.rewrap.run();
    // Four states of a crash: one file removed, one overwritten, one truncated, the last intact.
    const [gone = '', over = '', cut = ''] = pathsOf(1);
    rmSync(gone);
    writeFileSync(over, Buffer.alloc(32, 9), { mode: 0o600 });
    writeFileSync(cut, '', { mode: 0o600 });
    // A start in between does not distribute a destroyed key again.
    await beginEpochs(layout, later(0));
    for (const thread of threads) expect(await read(thread)).toBe(1);
    expect(await destroy(later(horizon + day))).toEqual([{ compartment: 'ENFORCEMENT', epoch: 1 }]);
    expect([there(1), there(2)]).toEqual([0, storageServices.length]);
    for (const thread of threads) expect(await read(thread)).toBe(1);
  }, 60_000);

  it('is kept by a thread key that is damaged, which keeps no other one', async () => {
    const [damaged, whole] = [await archive.thread(), await archive.thread()];
    await archive.sql(`update cases.thread set key_wrapped = '\\x00' where id = '${damaged}'`);
    await secondEpoch();
    const told = { code: 'STORAGE_CORRUPT' };
    expect(await archive.rewrap.run()).toBe(false);
    expect((await wrapOf(whole)).epoch).toBe(2);
    expect(archive.damages).toMatchObject([told]);
    expect(await archive.rewrap.run()).toBe(false);
    expect(archive.damages).toMatchObject([told, told]);
    expect(await epochUseOf(archive.database)).toMatchObject([
      { epoch: 1, wrapped: 1 },
      { epoch: 2, wrapped: 1 },
    ]);
  });

  it('is kept by damaged keys alone, however many more than one batch has', async () => {
    const whole = await archive.thread();
    await archive.sql('alter table cases.thread disable trigger user');
    await archive.sql(
      `with ids as (select gen_random_uuid() as id from generate_series(1, 150))
       insert into cases.thread select r.* from ids cross join cases.thread t cross join lateral
         jsonb_populate_record(t, jsonb_build_object('id', ids.id, 'key_wrapped', '\\x00')) r where t.id = '${whole}'`,
    );
    // Last in the table, behind all damaged ones.
    await archive.sql(
      `update cases.thread set updated_at = clock_timestamp() where id = '${whole}'`,
    );
    await secondEpoch();
    archive.damages.length = 0;
    while (await archive.rewrap.run());
    expect((await wrapOf(whole)).epoch).toBe(2);
    // Told of once for each run, and again in the next round.
    expect(archive.damages).toHaveLength(2);
    await archive.rewrap.run();
    expect(archive.damages).toHaveLength(3);
  });

  it('the newest is never destroyed, whatever the database says', async () => {
    await archive.thread();
    const uses = [
      { compartment: 'ENFORCEMENT', epoch: 1, wrapped: 0, emptiedAt: new Date(0) },
    ] as const;
    expect(await destroyEpochs(layout, uses, horizon, later(0))).toEqual([]);
    expect(there(1)).toBe(storageServices.length);
  });

  it('nothing of its bytes is left in the folder', async () => {
    const secret = readFileSync(pathsOf(1)[0] ?? '');
    await secondEpoch();
    await archive.rewrap.run();
    await destroy(later(horizon + day));
    for (const service of storageServices)
      for (const name of readdirSync(layout.path('keys', service)))
        expect(readFileSync(layout.key(service, name)).includes(secret)).toBe(false);
  });
});

describe('status and doctor', () => {
  it('say which epochs there are, what needs them, and what is wrong', () => {
    const base = { compartment: 'ENFORCEMENT', services: storageServices, wrapped: 3 } as const;
    const made = new Date('2026-03-01T00:00:00Z');
    const two = { ...base, epoch: 2, madeAt: made, emptiedAt: null };
    const one = { ...base, epoch: 1, madeAt: made, wrapped: 0, emptiedAt: made };
    expect(epochLines([one, two])).toEqual([
      'epoch 1 of ENFORCEMENT: since 2026-03-01, wraps 0 keys, needed only by backups since 2026-03-01',
      'epoch 2 of ENFORCEMENT: since 2026-03-01, wraps 3 keys',
    ]);
    const judged = (epochs: Parameters<typeof judgeEpochs>[0], days: number) =>
      judgeEpochs(epochs, new Date(made.getTime() + days * day))
        .filter(({ name }) => name.endsWith('ENFORCEMENT'))
        .map(({ level, found }) => `${level} ${found}`);
    expect(judged([one, two], 5)).toEqual(['ok epoch 2, 5 days old; past epochs: 1']);
    expect(judged([two], 40)).toEqual(['warn the newest is 40 days old']);
    expect(judged([{ ...one, madeAt: null, wrapped: 7 }, two], 5)).toEqual([
      'warn 7 threads of epoch 1 cannot be read',
    ]);
    expect(judged([{ ...two, services: ['sealer'] }], 5)).toEqual([
      'warn not every service has epoch 2',
    ]);
    expect(judged([], 5)).toEqual(['warn there are none']);
  });
});
