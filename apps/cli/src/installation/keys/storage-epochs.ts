import { stat } from 'node:fs/promises';
import { compartments, type Compartment } from '#kernel';
import { keyFile, newSecret } from '#trust';
import type { EpochUse } from './epoch-use.js';
import { destroySecret, exists, namesIn, readBytes } from '../files.js';
import { storageServices, type Layout } from '../layout.js';
import { addSecret } from './replace-secret.js';

/** How long new threads are wrapped by one storage key. */
export const epochMs = 30 * 24 * 3_600_000;

export interface Epoch {
  readonly compartment: Compartment;
  readonly epoch: number;
}

interface Newest {
  readonly epoch: number;
  readonly madeAt: Date;
}

/** The newest epoch that any service has a key of. */
export async function newestOf(
  layout: Layout,
  compartment: Compartment,
): Promise<Newest | undefined> {
  const form = new RegExp(`^storage-${compartment}-([0-9]{1,9})\\.key$`);
  let newest: Newest | undefined;
  for (const service of storageServices)
    for (const name of await namesIn(layout.path('keys', service))) {
      const epoch = Number(form.exec(name)?.[1] ?? 0);
      if (epoch <= (newest?.epoch ?? 0)) continue;
      newest = { epoch, madeAt: (await stat(layout.key(service, name))).mtime };
    }
  return newest;
}

/** Gives a key, a new one where none has it, to every service that lacks it: a crash may have come in between. */
export async function spread(layout: Layout, file: string): Promise<void> {
  const paths = storageServices.map((each) => layout.key(each, file));
  const there = await Promise.all(paths.map(exists));
  const holder = paths[there.indexOf(true)];
  const secret = holder === undefined ? newSecret() : await readBytes(holder);
  for (const [i, path] of paths.entries()) if (there[i] !== true) await addSecret(path, secret);
  secret.fill(0);
}

/**
 * Begins a new epoch of each compartment whose newest storage key is 30 days old. Services use a new key only a minute
 * after they were given it: by then all of them have it. Older keys stay until `destroyEpochs` takes them. What a crash
 * left half done is done first.
 * @returns the epochs begun
 */
export async function beginEpochs(layout: Layout, at: Date): Promise<Epoch[]> {
  const begun = [];
  for (const compartment of compartments) {
    const newest = await newestOf(layout, compartment);
    if (newest === undefined) continue;
    await spread(layout, keyFile.storage(compartment, newest.epoch));
    if (at.getTime() - newest.madeAt.getTime() < epochMs) continue;
    const epoch = newest.epoch + 1;
    await spread(layout, keyFile.storage(compartment, epoch));
    begun.push({ compartment, epoch });
  }
  return begun;
}

/**
 * Destroys the keys of past epochs of which nothing alive has needed one for `horizonMs`: from then on no backup that is
 * older can be read. One that a crash left half destroyed is found again: the database still says since when it is empty.
 * @returns the epochs whose last key file went now
 */
export async function destroyEpochs(
  layout: Layout,
  uses: readonly EpochUse[],
  horizonMs: number,
  at: Date,
): Promise<Epoch[]> {
  const destroyed = [];
  for (const { compartment, epoch, wrapped, emptiedAt } of uses) {
    if (wrapped > 0 || emptiedAt === null || at.getTime() - emptiedAt.getTime() < horizonMs)
      continue;
    const newest = await newestOf(layout, compartment);
    // Whatever the database says: new threads need it.
    if (newest === undefined || epoch >= newest.epoch) continue;
    const paths = storageServices.map((each) =>
      layout.key(each, keyFile.storage(compartment, epoch)),
    );
    const there = await Promise.all(paths.map(exists));
    for (const path of paths) await destroySecret(path);
    if (there.includes(true)) destroyed.push({ compartment, epoch });
  }
  return destroyed;
}
