import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { replaceFile } from '../installation/files.js';

/** Names of the files at the top of an exported log. The folder `tile/` beside them follows C2SP tlog-tiles. */
export const names = {
  checkpoint: 'checkpoint',
  second: 'second',
  directory: 'directory.json',
  policy: 'policy',
  readme: 'README.txt',
} as const;

export const notesWidth = 4_096;
export const cellOf = (size: number): number => Math.floor((size - 1) / notesWidth);
export const notesPath = (cell: number): string => `notes/${String(cell).padStart(12, '0')}`;

export const secondsPath = (cell: number): string => `seconds/${String(cell).padStart(12, '0')}`;

/**
 * Splits a file into notes; a new note starts where text follows signature lines. An unfinished last line becomes a note of
 * its own. Pure.
 */
export function splitNotes(bytes: Uint8Array): Buffer[] {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const dash = Buffer.from('\u2014 ').toString('latin1');
  const notes: string[][] = [];
  let signed = true;
  for (const line of lines.slice(0, -1)) {
    const isSignature = line.startsWith(dash);
    if (signed && !isSignature) notes.push([]);
    notes.at(-1)?.push(line);
    signed = isSignature;
  }
  const rest = lines.at(-1) ?? '';
  if (rest !== '') notes.push([rest]);
  return notes.map((note) => Buffer.from(`${note.join('\n')}\n`, 'latin1'));
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes(String((error as { code?: unknown } | null)?.code));

const largestFile = 64 * 1024 * 1024;

export const noExport = (dir: string, name: string): CliError =>
  new CliError('CLI_FILE_UNUSABLE', say('log.noExport', { dir, name }));

/** Folder of an exported log. File paths in it consist of numbers and fixed names only. */
export class LogFolder {
  constructor(readonly dir: string) {}

  get name(): string {
    return this.dir;
  }

  async read(path: string): Promise<Buffer | undefined> {
    const file = join(this.dir, path);
    try {
      const { size } = await lstat(file);
      if (size > largestFile) throw new RangeError(`more than ${largestFile} bytes`);
      return await readFile(file);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new CliError('CLI_FILE_UNUSABLE', file, error);
    }
  }

  async write(path: string, bytes: Uint8Array | string): Promise<void> {
    const file = join(this.dir, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await replaceFile(file, bytes);
  }

  async replace(path: string, bytes: Uint8Array | string): Promise<void> {
    const file = join(this.dir, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, bytes, { mode: 0o600 });
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.dir, path), { force: true });
  }

  async has(path: string): Promise<boolean> {
    try {
      return (await lstat(join(this.dir, path))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
}

export const readmeTitle = 'Export of a custody log';

/**
 * Opens or creates the folder for an export. @throws CliError CLI_FOLDER_IN_USE if it is a symbolic link, or contains
 * anything but an earlier export
 */
export async function exportFolder(dir: string): Promise<LogFolder> {
  const folder = new LogFolder(dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (!(await lstat(dir)).isDirectory()) throw new CliError('CLI_FOLDER_IN_USE', dir);
  const found = await readdir(dir);
  const readme = await folder.read(names.readme);
  if (found.length > 0 && readme?.toString('utf8').startsWith(readmeTitle) !== true)
    throw new CliError('CLI_FOLDER_IN_USE', dir);
  // From here on the folder is recognised as an export, also when interrupted.
  if (found.length === 0)
    await folder.write(names.readme, say('logLayout.notFinished', { readmeTitle }));
  return folder;
}
