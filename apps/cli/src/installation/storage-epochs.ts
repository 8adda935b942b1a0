import { stat } from 'node:fs/promises';
import { compartments, type Compartment } from '#model';
import { keyFile, newSecret } from '#trust';
import { exists, namesIn, readBytes, writeSecret } from './files.js';
import { storageServices, type Layout } from './layout.js';

/** How long new threads are wrapped by one storage key. */
export const epochMs = 30 * 24 * 3_600_000;

interface Newest {
  readonly epoch: number;
  readonly madeAt: Date;
}

/** The newest epoch that any service has a key of. */
async function newestOf(layout: Layout, compartment: Compartment): Promise<Newest | undefined> {
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

/** Gives the key of an epoch to every service that lacks it: a crash may have come in between. */
async function spread(layout: Layout, compartment: Compartment, epoch: number): Promise<void> {
  const paths = storageServices.map((each) =>
    layout.key(each, keyFile.storage(compartment, epoch)),
  );
  const there = await Promise.all(paths.map(exists));
  const holder = paths[there.indexOf(true)];
  const secret = holder === undefined ? newSecret() : await readBytes(holder);
  for (const [i, path] of paths.entries()) if (there[i] !== true) await writeSecret(path, secret);
  secret.fill(0);
}

/**
 * Begins a new epoch of each compartment whose newest storage key is 30 days old. Services use a new key only a minute
 * after they were given it: by then all of them have it. Older keys stay, for the threads they wrap. What a crash left
 * half done is done first.
 * @returns the epochs begun
 */
export async function beginEpochs(
  layout: Layout,
  at: Date,
): Promise<{ readonly compartment: Compartment; readonly epoch: number }[]> {
  const begun = [];
  for (const compartment of compartments) {
    const newest = await newestOf(layout, compartment);
    if (newest === undefined) continue;
    await spread(layout, compartment, newest.epoch);
    if (at.getTime() - newest.madeAt.getTime() < epochMs) continue;
    const epoch = newest.epoch + 1;
    await spread(layout, compartment, epoch);
    begun.push({ compartment, epoch });
  }
  return begun;
}
