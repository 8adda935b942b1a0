import {
  AttachmentWriter,
  ObjectStore,
  type ObjectStoreOptions,
  type StoredAttachment,
} from '#objects';
import { createCipheriv } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function openStore(
  directory: string,
  options: Partial<ObjectStoreOptions> = {},
): Promise<ObjectStore> {
  await ObjectStore.prepare(directory);
  return new ObjectStore({
    directory,
    maxSize: 1_073_741_824,
    reserve: 0,
    maxPartials: 100,
    ...options,
  });
}

/** Puts an empty folder in the place of the store's, as where its disk is not mounted; the result puts it back. */
export async function unmounted({ options }: ObjectStore): Promise<() => Promise<void>> {
  const { directory } = options;
  await rename(directory, `${directory}.disk`);
  await mkdir(directory);
  return async () => {
    // Fails unless nothing was made in it.
    await rmdir(directory);
    await rename(`${directory}.disk`, directory);
  };
}

/** The same bytes for the same seed, without a pattern that repeats. */
export function bytesFor(seed: number, size: number): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(seed);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

export async function storeAttachment(
  store: ObjectStore,
  plaintext: Buffer,
  piece = 65_536,
): Promise<StoredAttachment> {
  const writer = await AttachmentWriter.open(store, plaintext.length);
  for (let at = 0; at < plaintext.length; at += piece)
    await writer.write(plaintext.subarray(at, at + piece));
  return writer.finish();
}

export async function withTemporaryDirectory<T>(work: (path: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'liaise-'));
  try {
    return await work(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
