import { phrase, type Detail } from '#kernel';
import { closeSync, constants, fstatSync, openSync, readSync, readFileSync } from 'node:fs';
import { RuntimeError } from './errors.js';

const largest = 64 * 1024;

/**
 * Trimmed content of a secret file. Checks the file after opening it, so that nobody can exchange the file between check and
 * reading. @throws RuntimeError HOST_SECRET_UNSAFE if the file is missing, empty, above 64 KiB, no plain file, open to group
 * or others, or owned by neither this user nor root
 */
export function readSecret(path: string): string {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    throw new RuntimeError('HOST_SECRET_UNSAFE', phrase`${path}: cannot be read`, error);
  }
  try {
    const { mode, uid, size } = fstatSync(fd);
    const refuse = (why: Detail): never => {
      throw new RuntimeError('HOST_SECRET_UNSAFE', phrase`${path}: ${why}`);
    };
    if ((mode & 0o170000) !== 0o100000) refuse(phrase`not a plain file`);
    if ((mode & 0o077) !== 0) refuse(phrase`mode ${(mode & 0o777).toString(8)}, allowed 600`);
    if (uid !== 0 && uid !== process.getuid?.()) refuse(phrase`owned by somebody else`);
    if (size > largest) refuse(phrase`more than ${largest} bytes`);
    const bytes = Buffer.alloc(largest);
    const length = readSync(fd, bytes, 0, largest, 0);
    const text = bytes.toString('utf8', 0, length).trim();
    bytes.fill(0);
    if (text === '') refuse(phrase`empty`);
    return text;
  } finally {
    closeSync(fd);
  }
}

const largestSettings = 1024 * 1024;

/** UTF-8 text of a plain file of at most 1 MiB. @throws RangeError for any other file; Error of the file system */
export function readBounded(path: string): string {
  const { text, why } = readPlain(path);
  if (text === undefined) throw new RangeError(String(why));
  return text;
}

/**
 * UTF-8 text of a plain file of at most 1 MiB. Refuses a file that every user may write: such a user would control the
 * service. @throws RuntimeError HOST_SETTINGS_INVALID
 */
export function readOwned(path: string): string {
  const refuse = (why: Detail, cause?: unknown): never => {
    throw new RuntimeError('HOST_SETTINGS_INVALID', phrase`${path}: ${why}`, cause);
  };
  let read: ReturnType<typeof readPlain>;
  try {
    read = readPlain(path);
  } catch (error) {
    return refuse(phrase`found nothing that can be read; allowed: a file of this user`, error);
  }
  const { text, why, mode } = read;
  if (text === undefined) return refuse(why);
  if ((mode & 0o002) !== 0)
    return refuse(phrase`found mode ${mode.toString(8)}; allowed: not writable by others`);
  return text;
}

const largestSignature = 64 * 1024;

/**
 * Reads the detached signature `<file>.sig`. File modes are not checked, because callers verify the signature. @throws
 * RangeError if the signature file is no plain file or is above 64 KiB; Error of the file system
 */
export function readSignature(file: string): Buffer {
  const fd = openSync(`${file}.sig`, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() || stat.size > largestSignature) throw new RangeError('no signature');
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

type Plain = { readonly mode: number } & (
  | { readonly text: string; readonly why?: undefined }
  | { readonly text?: undefined; readonly why: Detail }
);

// Checks the open file, and reads no more than the bound.
function readPlain(path: string): Plain {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    const mode = stat.mode & 0o777;
    if (!stat.isFile()) return { mode, why: phrase`found something else; allowed: a plain file` };
    if (stat.size > largestSettings)
      return { mode, why: phrase`found ${stat.size} bytes; allowed: at most ${largestSettings}` };
    const bytes = readFileSync(fd);
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      return { mode, text };
    } catch {
      return { mode, why: phrase`found bytes that are no UTF-8; allowed: text in UTF-8` };
    }
  } finally {
    closeSync(fd);
  }
}
