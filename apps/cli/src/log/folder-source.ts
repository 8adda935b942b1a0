import type { LogSource, SourceNote } from '#custody';
import { entryBundlePath, type TileCoordinate, tilePath } from '#tlog';
import { CliError } from '../errors.js';
import { cellOf, names, notesPath, secondsPath, splitNotes } from './layout.js';

/** Files of an export, by the paths that the layout gives them. */
export interface LogFiles {
  readonly name: string;
  read(path: string): Promise<Uint8Array | undefined>;
}

/** An export as a log to be checked. @throws CliError CLI_FILE_UNUSABLE without a checkpoint */
export async function folderSource(files: LogFiles): Promise<LogSource> {
  const checkpoint = await files.read(names.checkpoint);
  if (checkpoint === undefined)
    throw new CliError('CLI_FILE_UNUSABLE', `${files.name}: no checkpoint, so no finished export`);
  return {
    checkpoint,
    second: await files.read(names.second),
    notes: () => notesOf(files, sizeIn(checkpoint)),
    bundle: (index, width) => files.read(entryBundlePath(index, width)),
    tile: ({ level, index, width }: TileCoordinate) => files.read(tilePath(level, index, width)),
  };
}

/** The size that a note states in its second line; whoever relies on it has verified the note. Pure. */
export const sizeIn = (note: Uint8Array): number =>
  Number(Buffer.from(note).toString('latin1', 0, 512).split('\n')[1]);

async function secondsOf(files: LogFiles, cell: number): Promise<Map<number, Buffer>> {
  const bytes = (await files.read(secondsPath(cell))) ?? new Uint8Array();
  return new Map(splitNotes(bytes).map((second) => [sizeIn(second), second]));
}

/** File after file. One may be missing, since no checkpoint need fall into it: the log tells whether one is missed. */
async function* notesOf(files: LogFiles, size: number): AsyncGenerator<SourceNote> {
  for (let cell = 0; cell <= cellOf(size); cell += 1) {
    const path = notesPath(cell);
    const bytes = (await files.read(path)) ?? new Uint8Array();
    const seconds = await secondsOf(files, cell);
    for (const note of splitNotes(bytes)) {
      const second = seconds.get(sizeIn(note));
      seconds.delete(sizeIn(note));
      yield { note, second, path };
    }
    // One that is of no checkpoint: it is shown, and is none.
    for (const note of seconds.values()) yield { note, path: secondsPath(cell) };
  }
}
