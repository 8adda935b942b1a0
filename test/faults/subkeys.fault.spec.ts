import { linkSync, openSync, readFileSync, rmSync, fstatSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { heldKeys } from '../../apps/cli/src/installation/keys/held-keys.js';
import { TestFolder } from '../support/nats.js';
import { TestPostgres } from '../support/postgres.js';
import { Crashes, police, SubkeyKeeper } from '../support/subkey-keeper.js';

let postgres: TestPostgres;
let folder: TestFolder;
let count = 0;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  await folder.remove();
});

async function fresh(): Promise<SubkeyKeeper> {
  count += 1;
  return SubkeyKeeper.create(postgres, join(folder.path, String(count)));
}

// Runs `scene` with a crash before and after each of `perKey` steps of the watched key and of another key,
// and once without a crash. Each run begins with the files and rows of `prepare`.
async function everywhere(
  perKey: number,
  prepare: (keeper: SubkeyKeeper) => Promise<void>,
  scene: (keeper: SubkeyKeeper, crashes: Crashes, place: number) => Promise<void>,
): Promise<void> {
  const crashed: number[] = [];
  const keeper = await fresh();
  const held = await heldKeys(keeper.layout);
  expect(held).toHaveLength(4);
  // Remove the two keys in which no crash is tried.
  const crashing = [police, 'gateway-encryption'];
  for (const { name, path } of held) if (!crashing.includes(name)) rmSync(path);
  expect((await heldKeys(keeper.layout)).map(({ name }) => name)).toEqual(crashing);
  const steps = crashing.length * perKey;
  const places = Array.from({ length: steps }, (_, place) => place);
  try {
    await prepare(keeper);
    await keeper.saveCopy();
    for (const place of [...places, steps]) {
      const crashes = new Crashes(place);
      await scene(keeper, crashes, place);
      if (crashes.happened) crashed.push(place);
      await keeper.putBack();
    }
    expect(crashed).toEqual(places);
  } finally {
    await keeper.close();
  }
}

describe('a crash at any place', () => {
  it('of making and telling a subkey loses no message, and the next look ends what was begun', async () => {
    // Create, link, rename, destroy, publish: before and after each.
    await everywhere(
      5 * 2,
      () => Promise.resolve(),
      async (keeper, crashes, place) => {
        const before = await keeper.sealed(28);
        const [first] = await keeper.subkeys();
        const { failed } = await keeper.look(28, undefined, crashes);
        const where = `place ${place}`;
        expect([where, failed.length > 0]).toEqual([where, crashes.happened]);
        // Messages sealed to any subkey that the directory names can be opened, and so can earlier ones.
        for (const message of [before, await keeper.sealed(28), await keeper.sealed(28.01)])
          expect([where, await keeper.opens(message, 28.01)]).toEqual([where, '{}']);
        const next = await keeper.look(28.05);
        expect(next.failed).toEqual([]);
        const subkeys = await keeper.subkeys();
        expect([where, subkeys.length, subkeys[0]]).toEqual([where, 2, first]);
        expect([where, await keeper.published()]).toEqual([where, 1]);
        const { subkeys: certifiedSubkeys } = await keeper.certificate(28.05);
        expect(certifiedSubkeys.map(({ fingerprint }) => fingerprint)).toEqual(subkeys);
        expect(keeper.strays()).toEqual([]);
        expect((await keeper.look(28.1)).changes).toEqual([]);
        for (const message of [before, await keeper.sealed(28.1)])
          expect(await keeper.opens(message, 28.1)).toBe('{}');
      },
    );
  }, 300_000);

  it('of destroying one leaves the newest whole, and the next look destroys what was to go', async () => {
    await everywhere(
      9 * 2,
      async (keeper) => {
        await keeper.look(28);
      },
      async (keeper, crashes, place) => {
        const where = `place ${place}`;
        const [, newest] = await keeper.subkeys();
        const old = await keeper.sealed(27);
        const late = 28 + 90;
        // A new subkey is due too; the crash happens while the file is written.
        await keeper.look(late, undefined, crashes);
        expect([where, keeper.isThere]).toEqual([where, true]);
        expect([where, await keeper.opens(await keeper.sealed(late), late)]).toEqual([where, '{}']);
        const next = await keeper.look(late + 0.05);
        expect(next.failed).toEqual([]);
        const left = await keeper.subkeys();
        expect([where, left.length, left[0]]).toEqual([where, 2, newest]);
        expect(await keeper.opens(old, late)).toBe('SEAL_RECIPIENT_UNKNOWN');
        expect(keeper.strays()).toEqual([]);
        expect([where, await keeper.published()]).toEqual([where, 2]);
      },
    );
  }, 300_000);
});

describe('what a crash left behind', () => {
  it('is written over, but never the file that has the name', async () => {
    const keeper = await fresh();
    await keeper.look(28);
    const [first] = await keeper.subkeys();
    // Between the second name and the new file, both names are the live file.
    linkSync(keeper.file, `${keeper.file}.old`);
    const text = readFileSync(keeper.file, 'utf8');
    await keeper.look(28.1);
    expect([readFileSync(keeper.file, 'utf8'), keeper.strays()]).toEqual([text, []]);
    expect((await keeper.subkeys())[0]).toBe(first);
    await keeper.close();
  });

  it('is nothing of the bytes of a destroyed subkey, in no file that had them', async () => {
    const keeper = await fresh();
    const files: number[] = [];
    const look = async (days: number): Promise<void> => {
      files.push(openSync(keeper.file, 'r'));
      await keeper.look(days);
    };
    await look(28);
    await look(28 + 90);
    // Earlier files of this name are other files by now, and are empty.
    for (const file of files) {
      expect(fstatSync(file)).toMatchObject({ size: 0, nlink: 0 });
      closeSync(file);
    }
    expect(await keeper.subkeys()).toHaveLength(2);
    await keeper.close();
  });
});
