import {
  AttachmentWriter,
  ObjectStore,
  type ObjectStoreOptions,
  type StoredAttachment,
} from '#objects';
import { createCipheriv } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function openStore(
  directory: string,
  options: Partial<ObjectStoreOptions> = {},
): Promise<ObjectStore> {
  return ObjectStore.open({
    directory,
    maxSize: 1_073_741_824,
    reserve: 0,
    maxPartials: 100,
    ...options,
  });
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
