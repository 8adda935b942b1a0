import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliError } from '../errors.js';
import { replaceFile } from '../installation/files.js';

/**
 * An export of a custody log: `checkpoint`, `tile/` and `tile/entries/` as tlog-tiles lays them out, and beside them what is
 * needed to judge them.
 */
export const names = {
  checkpoint: 'checkpoint',
  second: 'second',
  directory: 'directory.json',
  policy: 'policy',
  readme: 'README.txt',
} as const;

/** Checkpoints of trees of 4,096 successive sizes lie in one file. */
export const notesWidth = 4_096;
export const cellOf = (size: number): number => Math.floor((size - 1) / notesWidth);
export const notesPath = (cell: number): string => `notes/${String(cell).padStart(12, '0')}`;

/** Second notes of the same sizes, where a checkpoint has one. */
export const secondsPath = (cell: number): string => `seconds/${String(cell).padStart(12, '0')}`;

/** The notes of a file: each is a text, an empty line and signature lines. A part that is none is given as it is. Pure. */
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

/** Most bytes of one file of an export. */
const largestFile = 64 * 1024 * 1024;

/** The files of an export below one folder; paths are made of numbers and fixed names alone. */
export class LogFolder {
  constructor(readonly dir: string) {}

  get name(): string {
    return this.dir;
  }

  /** Undefined when it is not there. @throws CliError CLI_FILE_UNUSABLE */
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

  /** Whole and on disk, or not there at all. */
  async write(path: string, bytes: Uint8Array | string): Promise<void> {
    const file = join(this.dir, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await replaceFile(file, bytes);
  }

  /** Without waiting for the disk: for copies that may be lost. */
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

/** First line of the text in every export: by it a folder is known as one. */
export const readmeTitle = 'Export of a custody log';

/**
 * A folder for an export: new, or one that holds an export already. Never a link to elsewhere.
 * @throws CliError CLI_FOLDER_IN_USE
 */
export async function exportFolder(dir: string): Promise<LogFolder> {
  const folder = new LogFolder(dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (!(await lstat(dir)).isDirectory()) throw new CliError('CLI_FOLDER_IN_USE', dir);
  const found = await readdir(dir);
  const readme = await folder.read(names.readme);
  if (found.length > 0 && readme?.toString('utf8').startsWith(readmeTitle) !== true)
    throw new CliError('CLI_FOLDER_IN_USE', dir);
  // From here on it is known as an export, also when it is interrupted.
  if (found.length === 0) await folder.write(names.readme, `${readmeTitle}\n\nNot finished.\n`);
  return folder;
}
