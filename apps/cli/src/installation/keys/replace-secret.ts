import { link, rename, stat, unlink } from 'node:fs/promises';
import { syncFolderOf } from '#trust';
import { CliError } from '../../errors.js';
import { destroySecret, exists, unusable, writeSecret } from '../files.js';

/**
 * File operations, each durable before the next begins. Tests replace this object to simulate a crash before and after
 * each operation.
 */
export const disk = {
  create: (path: string, content: string | Uint8Array): Promise<void> => writeSecret(path, content),
  link: async (path: string, second: string): Promise<void> => {
    await link(path, second);
    await syncFolderOf(path);
  },
  rename: async (from: string, to: string): Promise<void> => {
    await rename(from, to);
    await syncFolderOf(to);
  },
  drop: async (path: string): Promise<void> => {
    await unlink(path);
    await syncFolderOf(path);
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
 * Completes an interrupted `replaceSecret`: the file at `path` stays, leftover files beside it are destroyed.
 * @throws CliError CLI_FILE_UNUSABLE when the file at `path` is missing; nothing is destroyed then
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

/** Replaces a secret atomically and destroys the old file. Only one process at a time may do this. */
export async function replaceSecret(path: string, content: string, on: Disk = disk): Promise<void> {
  await clearLeftovers(path, on);
  const { next, old } = besides(path);
  await on.create(next, content);
  await on.link(path, old);
  await on.rename(next, path);
  await on.destroy(old);
}

/**
 * Adds a secret; the file gets its name only when complete and synced. Only one process at a time may do this. @throws
 * CliError CLI_FILE_EXISTS
 */
export async function addSecret(
  path: string,
  content: string | Uint8Array,
  on: Disk = disk,
): Promise<void> {
  const { next } = besides(path);
  if (await exists(path)) throw new CliError('CLI_FILE_EXISTS', path);
  if (await exists(next)) await on.destroy(next);
  await on.create(next, content);
  await on.rename(next, path);
}
