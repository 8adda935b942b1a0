import { open, type FileHandle } from 'node:fs/promises';
import { ObjectsError } from './errors.js';

export const FILE_MODE = 0o660;
export const DIRECTORY_MODE = 0o770;

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function asObjectsError(error: unknown): unknown {
  if (error instanceof ObjectsError) return error;
  const code = systemCode(error);
  if (code === undefined) return error;
  if (full.has(code)) return new ObjectsError('OBJECT_STORE_FULL', code, error);
  return new ObjectsError('OBJECT_STORE_FAILED', code, error);
}

export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asObjectsError(error);
  }
}

export async function withFile<T>(
  path: string,
  flags: string,
  work: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags, FILE_MODE);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

export async function writeAll(
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

export async function readExactly(
  file: FileHandle,
  position: number,
  length: number,
): Promise<Buffer | undefined> {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  return bytes;
}

export async function syncDirectory(path: string): Promise<void> {
  await withFile(path, 'r', (directory) => directory.sync());
}

export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await withFile(path, 'wx', async (file) => {
    await writeAll(file, bytes, 0);
    await file.sync();
  });
}
