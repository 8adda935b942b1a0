import type { Service } from '#config';
import { epochIn, newSecret } from '#trust';
import { changedIfThere, destroySecret, exists, namesIn, readBytes } from '../files.js';
import type { Layout } from '../layout.js';
import { addSecret } from './replace-secret.js';

export interface EpochFiles {
  readonly services: readonly Service[];
  readonly name: (epoch: number) => string;
}

export interface Newest {
  readonly epoch: number;
  readonly madeAt: Date;
}

export async function epochsThere(
  layout: Layout,
  { services, name }: EpochFiles,
): Promise<number[]> {
  const files = await Promise.all(services.map((each) => namesIn(layout.path('keys', each))));
  return [...new Set(files.flat().flatMap((file) => epochIn(file, name) ?? []))];
}

export async function newestOf(layout: Layout, files: EpochFiles): Promise<Newest | undefined> {
  const epochs = await epochsThere(layout, files);
  if (epochs.length === 0) return undefined;
  const epoch = Math.max(...epochs);
  const paths = files.services.map((each) => layout.key(each, files.name(epoch)));
  for (const path of paths) {
    const madeAt = await changedIfThere(path);
    if (madeAt !== undefined) return { epoch, madeAt };
  }
  return undefined;
}

/** Copies the key in `file` to each of `services` that lacks the key. Makes a new key if all of them lack it. */
export async function spread(
  layout: Layout,
  services: readonly Service[],
  file: string,
): Promise<void> {
  const paths = services.map((each) => layout.key(each, file));
  const there = await Promise.all(paths.map(exists));
  const holder = paths[there.indexOf(true)];
  const secret = holder === undefined ? newSecret() : await readBytes(holder);
  for (const [i, path] of paths.entries()) if (there[i] !== true) await addSecret(path, secret);
  secret.fill(0);
}

export async function destroyEpoch(
  layout: Layout,
  { services, name }: EpochFiles,
  epoch: number,
): Promise<boolean> {
  const paths = services.map((each) => layout.key(each, name(epoch)));
  const there = await Promise.all(paths.map(exists));
  for (const path of paths) await destroySecret(path);
  return there.includes(true);
}
