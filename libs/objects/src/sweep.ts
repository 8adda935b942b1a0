import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tryEach } from '#kernel';
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
 * @throws ObjectsError OBJECT_STORE_FAILED if a file cannot be looked at or removed; all others are removed
 */
export async function sweep(store: ObjectStore, now: number, ages: SweepAges): Promise<number> {
  return translated(async () => {
    let removed = 0;
    const take: Take = async (path, age) => {
      if (removed >= MAX_REMOVED || !(await isOlder(path, now - age))) return;
      await rm(path, { force: true });
      removed += 1;
    };
    const isAbandoned = (path: string): Promise<boolean> => isOlder(path, now - ages.transfers);
    const parts = [
      () => sweepTemporary(store, take, ages),
      () => sweepIncoming(store, take, isAbandoned, ages),
      () => sweepTrees(store, take, ages),
    ];
    await tryEach(parts, (part) => part());
    return removed;
  });
}

async function sweepTemporary(
  { temporary }: ObjectStore,
  take: Take,
  { uploads }: SweepAges,
): Promise<void> {
  await tryEach(await readdir(temporary), (name) => take(join(temporary, name), uploads));
}

async function sweepIncoming(
  { incoming }: ObjectStore,
  take: Take,
  isAbandoned: (path: string) => Promise<boolean>,
  { transfers }: SweepAges,
): Promise<void> {
  const names = new Set(await readdir(incoming));
  await tryEach(names, async (name) => {
    const path = join(incoming, name);
    // The state tells when the last chunk came; the ciphertext goes with it.
    const state = name.replace(/\.part$/, '.state');
    if (name === state || !names.has(state)) await take(path, transfers);
    else if (await isAbandoned(join(incoming, state))) await take(path, 0);
  });
}

async function sweepTrees(store: ObjectStore, take: Take, { uploads }: SweepAges): Promise<void> {
  const { directory } = store.options;
  const shards = (await readdir(directory)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  await tryEach(shards, async (shard) => {
    const names = new Set(await readdir(join(directory, shard)));
    const orphans = [...names].filter(
      (name) => name.endsWith('.tree') && !names.has(name.slice(0, -'.tree'.length)),
    );
    await tryEach(orphans, (name) => take(join(directory, shard, name), uploads));
  });
}

async function isOlder(path: string, limit: number): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < limit;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}
