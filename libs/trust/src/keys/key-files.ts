import { phrase } from '#kernel';
import { TrustError } from '#chains';
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const maxBytes = 256 * 1024;

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

function ownUid(): number {
  const uid = process.getuid?.();
  if (uid === undefined)
    throw new TrustError('KEY_FILE_UNSAFE', phrase`no file owners on this system`);
  return uid;
}

/**
 * Asserts that the folder belongs to this process's user and that nobody else can write in it. Otherwise somebody could
 * replace key files. @throws TrustError KEY_MISSING, KEY_FILE_UNSAFE
 */
export function assertSafeFolder(folder: string): void {
  let found;
  try {
    found = statSync(folder);
  } catch (cause) {
    throw new TrustError('KEY_MISSING', folder, cause);
  }
  if (!found.isDirectory() || found.uid !== ownUid() || (found.mode & 0o022) !== 0)
    throw new TrustError('KEY_FILE_UNSAFE', folder);
}

/**
 * Reads a key file. Refuses symbolic links and files that other users can access. @throws TrustError KEY_MISSING,
 * KEY_FILE_UNSAFE, KEY_FILE_INVALID naming the path
 */
export function readKeyFile(path: string): Buffer {
  assertSafeFolder(dirname(path));
  const file = openFile(path);
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.uid !== ownUid() || (found.mode & 0o177) !== 0)
      throw new TrustError('KEY_FILE_UNSAFE', path);
    if (found.size < 1 || found.size > maxBytes)
      throw new TrustError('KEY_FILE_INVALID', phrase`${path}: 1 to ${maxBytes} bytes`);
    return bytesOf(file, found.size, path);
  } finally {
    closeSync(file);
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const unsafe = codeOf(cause) === 'ELOOP' || codeOf(cause) === 'EACCES';
    throw new TrustError(unsafe ? 'KEY_FILE_UNSAFE' : 'KEY_MISSING', path, cause);
  }
}

function bytesOf(file: number, size: number, path: string): Buffer {
  const bytes = Buffer.alloc(size);
  let read = 0;
  while (read < size) {
    const more = readSync(file, bytes, read, size - read, read);
    if (more === 0)
      throw new TrustError('KEY_FILE_INVALID', phrase`${path}: cut off while reading`);
    read += more;
  }
  return bytes;
}
