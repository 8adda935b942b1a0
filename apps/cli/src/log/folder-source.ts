import type { LogSource, SourceNote } from '#custody';
import { entryBundlePath, type TileCoordinate, tilePath } from '#tlog';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { cellOf, names, notesPath, secondsPath, splitNotes } from './layout.js';

export interface LogFiles {
  readonly name: string;
  read(path: string): Promise<Uint8Array | undefined>;
}

export async function folderSource(files: LogFiles): Promise<LogSource> {
  const checkpoint = await files.read(names.checkpoint);
  if (checkpoint === undefined)
    throw new CliError(
      'CLI_FILE_UNUSABLE',
      say('folderSource.noCheckpointNoFinished', { name: files.name }),
    );
  return {
    checkpoint,
    second: await files.read(names.second),
    notes: () => notesOf(files, sizeIn(checkpoint)),
    bundle: (index, width) => files.read(entryBundlePath(index, width)),
    tile: ({ level, index, width }: TileCoordinate) => files.read(tilePath(level, index, width)),
  };
}

/** Tree size in the second line of a note. The caller has to verify the note. Pure. */
export const sizeIn = (note: Uint8Array): number =>
  Number(Buffer.from(note).toString('latin1', 0, 512).split('\n')[1]);

async function secondsOf(files: LogFiles, cell: number): Promise<Map<number, Buffer>> {
  const bytes = (await files.read(secondsPath(cell))) ?? new Uint8Array();
  return new Map(splitNotes(bytes).map((second) => [sizeIn(second), second]));
}

// Notes file by file. A missing file may be legitimate, as its sizes may have no checkpoint: the log reveals
// a missing one.
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
    // A second note without its checkpoint is shown as such.
    for (const note of seconds.values()) yield { note, path: secondsPath(cell) };
  }
}
