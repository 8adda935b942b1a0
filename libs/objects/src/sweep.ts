import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, translated } from './files.js';
import type { ObjectStore } from './store.js';

export interface SweepAges {
  /** Milliseconds without a write after which an unfinished upload is removed. */
  readonly uploads: number;
  /** Milliseconds without a chunk after which an incomplete transfer is removed. */
  readonly transfers: number;
}

const MAX_REMOVED = 10_000;

type Take = (path: string, age: number) => Promise<void>;

/**
 * Removes abandoned uploads, transfers and hash files; returns the number of removed files. `now`: milliseconds since 1970.
 * @throws ObjectsError OBJECT_STORE_FAILED
 */
export async function sweep(store: ObjectStore, now: number, ages: SweepAges): Promise<number> {
  return translated(async () => {
    let removed = 0;
    const take: Take = async (path, age) => {
      if (removed >= MAX_REMOVED || !(await isOlder(path, now - age))) return;
      await rm(path, { force: true });
      removed += 1;
    };
    for (const name of await readdir(store.temporary))
      await take(join(store.temporary, name), ages.uploads);
    await sweepIncoming(store, take, (path) => isOlder(path, now - ages.transfers), ages);
    await sweepTrees(store, take, ages);
    return removed;
  });
}

async function sweepIncoming(
  { incoming }: ObjectStore,
  take: Take,
  isAbandoned: (path: string) => Promise<boolean>,
  { transfers }: SweepAges,
): Promise<void> {
  const names = new Set(await readdir(incoming));
  for (const name of names) {
    const path = join(incoming, name);
    // The state tells when the last chunk came; the ciphertext goes with it.
    const state = name.replace(/\.part$/, '.state');
    if (name === state || !names.has(state)) await take(path, transfers);
    else if (await isAbandoned(join(incoming, state))) await take(path, 0);
  }
}

async function sweepTrees(store: ObjectStore, take: Take, { uploads }: SweepAges): Promise<void> {
  const { directory } = store.options;
  for (const shard of await readdir(directory)) {
    if (!/^[0-9a-f]{2}$/.test(shard)) continue;
    const names = new Set(await readdir(join(directory, shard)));
    for (const name of names)
      if (name.endsWith('.tree') && !names.has(name.slice(0, -'.tree'.length)))
        await take(join(directory, shard, name), uploads);
  }
}

async function isOlder(path: string, limit: number): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < limit;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}
