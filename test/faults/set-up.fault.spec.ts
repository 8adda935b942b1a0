import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFile } from '#trust';
import { Layout, storageServices } from '../../apps/cli/src/installation/layout.js';
import { spread } from '../../apps/cli/src/installation/keys/epoch-files.js';
import { pause, until } from '../support/installation.js';
import { Chance, seed as newSeed } from './chance.js';
import { Disk, type DiskKind } from './disk.js';

const kinds: readonly DiskKind[] = ['ext4', 'xfs'];
const seed = newSeed();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaise-set-up-'));
  chmodSync(folder, 0o711);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(kinds)('on a disk with %s', (kind) => {
  let disk: Disk;

  beforeEach(async () => {
    disk = await Disk.make(folder, kind, kind);
  });
  afterEach(async () => {
    await disk.remove();
  });

  it('a key of the State has its name only when it is whole', async () => {
    const chance = new Chance(seed);
    const layout = new Layout(disk.dir);
    const folders = ['requests', 'inbox', 'sealer', 'opener'].map((each) =>
      layout.path('keys', each),
    );
    for (const each of folders) mkdirSync(each, { recursive: true });
    for (let n = 0, next = 1; n < 8; n += 1) {
      const over = new AbortController();
      const begun = next;
      // The database's syncs also commit the names of other files, not their bytes.
      const others = (async () => {
        const file = await open(join(disk.mount, 'other'), 'w');
        try {
          while (!over.signal.aborted) await file.write('x').then(() => file.sync());
        } finally {
          await file.close();
        }
      })().catch(() => undefined);
      const keys = (async () => {
        for (; !over.signal.aborted; next += 1)
          await spread(layout, storageServices, keyFile.storage('ENFORCEMENT', next));
      })().catch(() => undefined);
      await pause(chance.between(100, 500));
      // Before the first cut one key is whole, however slow the disk is.
      await until('a whole key', 60, () => Promise.resolve(next > 1 || undefined), 20);
      await disk.fail();
      over.abort();
      await Promise.all([others, keys]);
      await disk.detach();
      await disk.attach();
      const sizes = folders.flatMap((each) =>
        readdirSync(each)
          .filter((name) => name.endsWith('.key'))
          .map((name) => readFileSync(join(each, name)).length),
      );
      expect([seed, sizes.length > 0, sizes.filter((bytes) => bytes !== 32)]).toEqual([
        seed,
        true,
        [],
      ]);
      // The next look completes an interrupted epoch, with one key for all services.
      for (let epoch = begun; epoch <= next; epoch += 1) {
        const file = keyFile.storage('ENFORCEMENT', epoch);
        await spread(layout, storageServices, file);
        const bytes = folders.map((each) => readFileSync(join(each, file), 'hex'));
        expect([seed, epoch, new Set(bytes).size]).toEqual([seed, epoch, 1]);
      }
      expect(
        folders.flatMap((each) => readdirSync(each)).filter((name) => !/\.key$/.test(name)),
      ).toEqual([]);
      next += 1;
    }
  }, 120_000);
});
