import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncFolderOf } from '#trust';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { messageOf } from '../print/message-of.js';

const code = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: say('files.enoent'),
  EEXIST: say('files.eexist'),
  EROFS: say('files.erofs'),
  EACCES: say('files.eacces'),
  EPERM: say('files.eperm'),
  EISDIR: say('files.eisdir'),
  ENOTDIR: say('files.enotdir'),
  ENOSPC: say('files.enospc'),
};

export function unusable(path: string, error: unknown): CliError {
  const why =
    reasons[String(code(error))] ?? (error instanceof Error ? error.message : say('files.unknown'));
  return new CliError('CLI_FILE_UNUSABLE', say('program.named', { name: path, text: why }), error);
}

/** Error for a file of the installation that is missing or damaged: `up` ends with exit code 78, and is not started again. */
export const damaged = (file: string, error: unknown): CliError =>
  new CliError(
    'CLI_INSTALLATION_DAMAGED',
    error instanceof CliError && error.detail !== undefined
      ? error.detail
      : say('program.named', { name: file, text: messageOf(error) }),
    error,
  );

async function madeFolder(path: string, mode: number): Promise<boolean> {
  try {
    await mkdir(path, { mode });
    await keepName(path);
    return true;
  } catch (error) {
    if (code(error) === 'ENOENT') return false;
    if (code(error) === 'EEXIST' && (await stat(path)).isDirectory()) return true;
    throw error;
  }
}

// Makes a folder with its parents. `mkdir` with `recursive` loops for ever below /proc; another command may
// make the same folders meanwhile.
async function makePath(path: string, mode: number): Promise<void> {
  if (await madeFolder(path, mode)) return;
  const parent = dirname(path);
  if (!(await exists(parent))) await makePath(parent, mode);
  if (!(await madeFolder(path, mode)))
    throw new CliError('CLI_FILE_UNUSABLE', say('files.noFolderMade', { path }));
}

/** Makes a private folder, whatever the umask, and syncs the folder above it. @throws CliError CLI_FILE_UNUSABLE */
export async function makeFolder(path: string, mode = 0o700): Promise<void> {
  try {
    await makePath(resolve(path), mode);
    await chmod(path, mode);
  } catch (error) {
    throw error instanceof CliError ? error : unusable(path, error);
  }
}

const mtimeOf = async (path: string): Promise<Date> => (await stat(path)).mtime;

/** Time of the last change of the file. @throws CliError CLI_FILE_UNUSABLE, also if the file is missing */
export const changedAt = (path: string): Promise<Date> =>
  mtimeOf(path).catch((error: unknown) => {
    throw unusable(path, error);
  });

/** Time of the last change of the file, undefined if the file is missing. @throws CliError CLI_FILE_UNUSABLE */
export const changedIfThere = (path: string): Promise<Date | undefined> =>
  mtimeOf(path).catch((error: unknown) => {
    if (code(error) === 'ENOENT') return undefined;
    throw unusable(path, error);
  });

// Syncs a folder where possible: one without read permission or sync support, as on a memory stick, still
// takes files.
async function keepName(path: string): Promise<void> {
  try {
    await syncFolderOf(path);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EINVAL', 'ENOTSUP'].includes(String(code(error)))) throw error;
  }
}

async function write(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  let file;
  try {
    file = await open(path, 'wx', mode);
  } catch (error) {
    if (code(error) === 'EEXIST') throw new CliError('CLI_FILE_EXISTS', path, error);
    throw unusable(path, error);
  }
  try {
    await file.chmod(mode);
    await file.writeFile(content);
    // Synced, with its name, before anything refers to it: a lost key cannot be made again.
    await file.sync();
  } finally {
    await file.close();
  }
  await keepName(path);
}

/**
 * Writes a new private file. Refuses an existing file, so that no key is ever overwritten.
 * @throws CliError CLI_FILE_EXISTS
 */
export const writeSecret = (path: string, content: string | Uint8Array): Promise<void> =>
  write(path, content, 0o600);

export const writePublic = (path: string, content: string | Uint8Array): Promise<void> =>
  write(path, content, 0o644);

/** Replaces a file atomically and durably. A random temporary name keeps attackers from preparing a link. */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode = 0o600,
): Promise<void> {
  const next = `${path}.${randomBytes(8).toString('hex')}.new`;
  const file = await open(next, 'wx', mode);
  try {
    await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  await keepName(path);
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true });

/**
 * Destroys a secret: overwrites, truncates and removes the file, syncing each step. The disk itself may keep copies of
 * old blocks (SECURITY.md).
 */
export async function destroySecret(path: string): Promise<void> {
  let file;
  try {
    file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
  } catch (error) {
    if (code(error) === 'ENOENT') return;
    throw new CliError('CLI_FILE_UNUSABLE', path, error);
  }
  try {
    const { size } = await file.stat();
    await file.write(randomBytes(size), 0, size, 0);
    await file.sync();
    await file.truncate(0);
    await file.sync();
  } finally {
    await file.close();
  }
  await unlink(path);
  await syncFolderOf(path);
}

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

export async function namesIn(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    if (code(error) === 'ENOENT') return [];
    throw unusable(path, error);
  }
}

/** Reads a file. @throws CliError CLI_FILE_UNUSABLE if the file is unreadable or has more than `limit` bytes */
export async function readBytes(path: string, limit = 1024 * 1024): Promise<Buffer> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > limit) throw new RangeError(say('files.moreBytes', { limit }));
    return bytes;
  } catch (error) {
    throw unusable(path, error);
  }
}

export const readText = async (path: string): Promise<string> =>
  (await readBytes(path)).toString('utf8');

/**
 * Reads a secret. Checks the file after opening it, so that nobody can exchange the file between check and reading. @throws
 * CliError CLI_FILE_UNSAFE if other users have any access to the file, CLI_FILE_UNUSABLE if the file is unreadable or too
 * large
 */
export async function readPrivate(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unusable(path, cause);
  });
  try {
    const { mode, size } = await file.stat();
    if ((mode & 0o077) !== 0) throw new CliError('CLI_FILE_UNSAFE', path);
    if (size > longestPrivate)
      throw unusable(path, new RangeError(say('files.moreBytes', { limit: longestPrivate })));
    return await file.readFile().catch((cause: unknown) => {
      throw unusable(path, cause);
    });
  } finally {
    await file.close();
  }
}
const longestPrivate = 1024 * 1024;
