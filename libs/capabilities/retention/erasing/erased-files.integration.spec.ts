import { existsSync, mkdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DestroyThreads } from './destroy-threads.service.js';
import { leafData, TestArchive } from '../../../../test/support/archive.js';
import { TestFolder } from '../../../../test/support/nats.js';
import { bytesFor, storeAttachment } from '../../../../test/support/objects.js';
import { TestPostgres } from '../../../../test/support/postgres.js';

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
  archive = await TestArchive.create(postgres, join(folder.path, String(count)));
});
afterEach(() => archive.close());

const basis = 'LED_ART_16_2';

describe('a file that cannot be removed', () => {
  const attached = async (seed: number) => {
    const { root, ciphertextSize } = await storeAttachment(archive.objects, bytesFor(seed, 1_000));
    const thread = await archive.thread([{ root, ciphertextSize, key: randomBytes(32) }]);
    return { thread, root, path: archive.objects.dataPath(root) };
  };
  const block = (path: string): void => {
    rmSync(path);
    mkdirSync(path);
  };
  const untilIdle = async (): Promise<void> => {
    const erase = archive.erasing(await archive.store('sealer'));
    while (await erase.run());
  };
  const erasable = async () =>
    archive.inbox.store.transaction({ step: 'until-erased' }, (tx) =>
      archive.inbox.journal.erasures.assertApplied(tx, archive.file),
    );

  it('stops no erasure and no start; it is told of, and removed when it can be, also long after', async () => {
    const [stays, goes] = [await attached(4), await attached(5)];
    block(stays.path);
    for (const { thread } of [stays, goes]) await archive.order('erase', { thread, basis });
    await expect(untilIdle()).rejects.toMatchObject({
      ...{ code: 'OBJECT_NOT_REMOVED', action: 'alarm', detail: 'ERR_FS_EISDIR' },
    });
    for (const { thread } of [stays, goes]) expect(await archive.left(thread)).toBe(0);
    expect(existsSync(goes.path)).toBe(false);
    await erasable();
    expect(await archive.erasing(await archive.store('sealer')).applyAgain()).toBe(0);
    // Two hours later no longer among the newest erasures.
    await archive.sql('alter table cases.thread disable trigger user');
    await archive.sql(`update cases.thread set erased_at = erased_at - interval '2 hours'`);
    await expect(untilIdle()).rejects.toMatchObject({ code: 'OBJECT_NOT_REMOVED' });
    rmdirSync(stays.path);
    for (const { path } of [stays, goes]) writeFileSync(path, 'as from a restored folder');
    await untilIdle();
    for (const { path } of [stays, goes]) expect(existsSync(path)).toBe(false);
    expect((await archive.events('erasure.done')).map(leafData)).toHaveLength(2);
  });

  it('does not stop an erasure that is completed after an interruption', async () => {
    const { thread, path } = await attached(6);
    await archive.order('erase', { thread, basis });
    const cut = archive.erasing(await archive.store('sealer'), archive.file, {
      remove: () => Promise.reject(new Error('the power failed')),
    });
    await expect(cut.run()).rejects.toThrow('the power failed');
    block(path);
    const sealer = archive.erasing(await archive.store('sealer'));
    expect(await sealer.applyAgain()).toBe(1);
    expect(await archive.left(thread)).toBe(0);
    await erasable();
    await expect(sealer.run()).rejects.toMatchObject({ code: 'OBJECT_NOT_REMOVED' });
  });

  it('of many: each is looked at in turn, and none that another thread refers to', async () => {
    const { thread, root, path } = await attached(7);
    const same = { root, ciphertextSize: statSync(path).size, key: randomBytes(32) };
    const other = await archive.thread([same]);
    await archive.order('erase', { thread, basis });
    await untilIdle();
    const rest = await attached(8);
    await archive.order('erase', { thread: rest.thread, basis });
    await untilIdle();
    writeFileSync(rest.path, 'as from a restored folder');
    await archive.sql('alter table cases.thread disable trigger user');
    await archive.sql(`update cases.thread set erased_at = erased_at - interval '2 hours'`);
    const { store, journal } = archive.sealer;
    const destroy = new DestroyThreads(journal, archive.objects);
    const look = () =>
      store.transaction({ step: 'erase-threads' }, (tx) => destroy.destroyRests(tx, 1));
    await look();
    expect([existsSync(path), existsSync(rest.path)]).toEqual([true, true]);
    await look();
    expect([existsSync(path), existsSync(rest.path)]).toEqual([true, false]);
    await look();
    writeFileSync(rest.path, 'once more');
    for (let count = 0; count < 2; count += 1) await look();
    expect([existsSync(path), existsSync(rest.path)]).toEqual([true, false]);
    expect(await archive.left(other)).toBeGreaterThan(3);
  });
});
