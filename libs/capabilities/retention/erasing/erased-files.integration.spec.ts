import { existsSync, mkdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Sha256 } from '#kernel';
import { DestroyThreads } from './destroy-threads.service.js';
import { unusedOf } from './erase.rows.js';
import { leafData, TestArchive } from '../../../../test/support/archive.js';
import { TestFolder } from '../../../../test/support/nats.js';
import { bytesFor, storeAttachment } from '../../../../test/support/objects.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { insertRow } from '../../../../test/support/rows.js';

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
    const cut = archive.erasing(await archive.store('sealer'), archive.cutAfterLine());
    await expect(cut.run()).rejects.toThrow('the power failed');
    block(path);
    const sealer = archive.erasing(await archive.store('sealer'));
    expect(await sealer.applyAgain()).toBe(1);
    expect(await archive.left(thread)).toBe(0);
    await erasable();
    await expect(sealer.run()).rejects.toMatchObject({ code: 'OBJECT_NOT_REMOVED' });
  });

  it('goes once the erasure is committed, so that a slow disk undoes none', async () => {
    const { thread, root, path } = await attached(9);
    await archive.order('erase', { thread, basis });
    const seen: number[] = [];
    const erase = archive.erasing(await archive.store('sealer'), archive.file, {
      remove: async (each) => {
        seen.push(await archive.left(thread));
        return archive.objects.remove(each);
      },
      holds: (each) => archive.objects.holds(each),
    });
    while (await erase.run());
    expect(seen).toEqual([0]);
    expect([existsSync(path), await archive.objects.holds(root)]).toEqual([false, false]);
  });

  const agedBy = (hours: number, thread: string) =>
    archive.sql(
      `update cases.thread set erased_at = erased_at - $1 * interval '1 hour' where id = $2`,
      [hours, thread],
    );

  it('is found in turn with all others, the newest first', async () => {
    const { thread, root } = await attached(7);
    await archive.order('erase', { thread, basis });
    await untilIdle();
    await archive.sql('alter table cases.thread disable trigger user');
    await agedBy(3, thread);
    await archive.sql(
      `with ids as (select gen_random_uuid() as id from generate_series(1, 99))
       insert into cases.thread select r.* from ids cross join cases.thread t cross join lateral
         jsonb_populate_record(t, jsonb_build_object('id', ids.id, 'erased_at', t.erased_at + interval '1 hour')) r`,
    );
    const { store, journal } = archive.sealer;
    const destroy = new DestroyThreads(journal, archive.objects);
    const looks: boolean[] = [];
    for (let look = 0; look < 6; look += 1) {
      const files = await store.transaction({ step: 'erase-threads' }, (tx) =>
        destroy.destroyRests(tx, 1),
      );
      looks.push(files.includes(root));
    }
    // The third finds none and begins anew.
    expect(looks).toEqual([false, true, false, false, true, false]);
  });

  it('does not go as long as a key opens it, of another thread or of a package', async () => {
    const { thread, root, path } = await attached(8);
    const same = { root, ciphertextSize: statSync(path).size, key: randomBytes(32) };
    const other = await archive.thread([same]);
    await archive.order('erase', { thread, basis });
    await untilIdle();
    await archive.sql('alter table cases.thread disable trigger user');
    await agedBy(2, thread);
    await untilIdle();
    expect(existsSync(path)).toBe(true);
    for (const table of ['package', 'attachment'])
      await archive.sql(`alter table cases.${table} disable trigger user`);
    const made = { thread: other, root, state: 'BUILT', package_key: Buffer.alloc(40) };
    await insertRow(archive, 'cases.package', made);
    const unused = (): Promise<Sha256[]> =>
      archive.sealer.store.transaction({ step: 'erase-threads' }, (tx) => unusedOf(tx, [root]));
    await archive.sql('update cases.attachment set key_wrapped = null where root = $1', [root]);
    expect(await unused()).toEqual([]);
    await archive.sql('update cases.package set package_key = null where root = $1', [root]);
    expect(await unused()).toEqual([root]);
    await untilIdle();
    expect(existsSync(path)).toBe(false);
  });
});
