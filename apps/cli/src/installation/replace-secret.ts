import { link, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { destroySecret, exists, unusable, writeSecret } from './files.js';

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What is done to the disk, each durable before the next begins: a test lets the machine stop before and after each. */
export const disk = {
  create: async (path: string, content: string): Promise<void> => {
    await writeSecret(path, content);
    await syncFolder(path);
  },
  link: async (path: string, second: string): Promise<void> => {
    await link(path, second);
    await syncFolder(path);
  },
  rename: async (from: string, to: string): Promise<void> => {
    await rename(from, to);
    await syncFolder(to);
  },
  /** Takes a name away from a file that has another. */
  drop: async (path: string): Promise<void> => {
    await unlink(path);
    await syncFolder(path);
  },
  destroy: destroySecret,
};
export type Disk = typeof disk;

const besides = (path: string) => ({ next: `${path}.new`, old: `${path}.old` });

async function isSame(path: string, other: string): Promise<boolean> {
  const [one, two] = await Promise.all([path, other].map((each) => stat(each, { bigint: true })));
  return one !== undefined && one.ino === two?.ino && one.dev === two.dev;
}

/**
 * Finishes what a crash left of `replaceSecret`: whichever file has the name, the other one's bytes are destroyed.
 * @throws CliError CLI_FILE_UNUSABLE when the secret itself is not there: then nothing is destroyed
 */
export async function clearLeftovers(path: string, on: Disk = disk): Promise<void> {
  const { next, old } = besides(path);
  if (await exists(old)) {
    const live = await isSame(path, old).catch((error: unknown) => {
      throw unusable(path, error);
    });
    if (live) await on.drop(old);
    else await on.destroy(old);
  }
  if (await exists(next)) await on.destroy(next);
}

/**
 * Puts a new secret in the place of one that is there: readers find the old or the new one, whole, at any moment, and
 * the old bytes are written over. The old file keeps a second name until then, so that a crash does not leave it where
 * nobody finds it. One process at a time.
 */
export async function replaceSecret(path: string, content: string, on: Disk = disk): Promise<void> {
  await clearLeftovers(path, on);
  const { next, old } = besides(path);
  await on.create(next, content);
  await on.link(path, old);
  await on.rename(next, path);
  await on.destroy(old);
}
