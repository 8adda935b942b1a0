import {
  edgeFromTiles,
  MemoryTree,
  openCheckpoint,
  type OpenedCheckpoint,
  type ReadTile,
  TILE_WIDTH,
  HASH_LENGTH,
  type TileCoordinate,
  tilePath,
  tilesForEdge,
  entryBundlePath,
  secondVerifier,
  TlogError,
  type TreeEdge,
  type Verifier,
} from '#tlog';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import {
  cellOf,
  type LogFolder,
  names,
  notesPath,
  notesWidth,
  secondsPath,
  splitNotes,
} from './layout.js';
import type { FetchedNote, LogApi } from './log-api.js';
import { TreeWriter } from './tree-writer.js';
import { messageOf } from '../print/message-of.js';

export interface Beside {
  readonly directory: string;
  readonly policy: string;
  readonly readme: (size: number) => string;
}

export interface Exported {
  readonly size: number;
  readonly added: number;
  readonly root: Uint8Array;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function opened(note: Uint8Array, logs: readonly Verifier[], where: string): OpenedCheckpoint {
  let why = say('exportLog.noLogKey');
  for (const log of logs)
    try {
      return openCheckpoint(note, log);
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      why = messageOf(error);
    }
  throw new CliError('CLI_LOG_INVALID', say('exportLog.invalid', { where, why }));
}

async function bundlesIn(folder: LogFolder): Promise<number> {
  const has = (count: number): Promise<boolean> => folder.has(entryBundlePath(count - 1));
  let [known, missing] = [0, 1];
  while (await has(missing)) [known, missing] = [missing, missing * 2];
  while (missing - known > 1) {
    const middle = Math.floor((known + missing) / 2);
    if (await has(middle)) known = middle;
    else missing = middle;
  }
  return known;
}

async function edgeOf(folder: LogFolder, bundles: number): Promise<TreeEdge> {
  const size = bundles * TILE_WIDTH;
  const tiles = new Map<string, Uint8Array>();
  for (const { level, index, width } of tilesForEdge(size)) {
    const roots: Uint8Array[] = [];
    for (let i = 0; i < width; i += 1) {
      const path = tilePath(level - 1, index * TILE_WIDTH + i);
      const tile = await folder.read(path);
      if (tile?.length !== TILE_WIDTH * HASH_LENGTH)
        throw new CliError(
          'CLI_LOG_INVALID',
          say('exportLog.missingCut', { dir: folder.dir, path }),
        );
      const hashes = Array.from({ length: TILE_WIDTH }, (_, n) =>
        tile.subarray(n * HASH_LENGTH, (n + 1) * HASH_LENGTH),
      );
      roots.push(new MemoryTree(hashes).root());
    }
    tiles.set(`${level}/${index}`, Buffer.concat(roots));
  }
  const read: ReadTile = ({ level, index }: TileCoordinate) =>
    tiles.get(`${level}/${index}`) ?? new Uint8Array();
  return edgeFromTiles(size, read);
}

export interface LogSource {
  readonly api: LogApi;
  readonly logs: readonly Verifier[];
}

interface Copying {
  readonly api: LogApi;
  readonly folder: LogFolder;
  readonly writer: TreeWriter;
  readonly onLeaf: (done: number) => void;
}

/**
 * Copies a gateway's log into a folder, or continues an earlier copy. Writes the newest checkpoint last, so an interrupted
 * export can resume. @throws CliError CLI_LOG_DIFFERS if the log does not continue the earlier copy, CLI_LOG_INVALID if the
 * log contradicts its own checkpoint
 */
export async function exportLog(
  source: LogSource,
  folder: LogFolder,
  besides: () => Promise<Beside>,
  onLeaf: (done: number, size: number) => void,
): Promise<Exported> {
  const { api, logs } = source;
  const note = await folder.read(names.checkpoint);
  const before = note && opened(note, logs, `${folder.dir}: ${names.checkpoint}`);
  const head = opened(await api.checkpoint(), logs, say('exportLog.gatewaysCheckpoint'));
  const from = before?.size ?? 0;
  if (head.size < from)
    throw new CliError('CLI_LOG_DIFFERS', say('exportLog.leavesExport', { size: head.size, from }));
  const writer = await writerFrom(folder, before, head);
  const copying = { api, folder, writer, onLeaf: (done: number) => onLeaf(done, head.size) };
  if (before !== undefined)
    await grow(copying, before, [
      'CLI_LOG_DIFFERS',
      say('exportLog.firstLeavesOthersNow', { from }),
    ]);
  const contradicts = say('exportLog.contradicts', { size: head.size });
  await grow(copying, head, ['CLI_LOG_INVALID', contradicts]);
  for (const { path, bytes } of writer.edgeFiles()) await folder.write(path, bytes);
  const { note: newest, second } = await writeNotes(source, folder, from, head);
  await writeBeside(folder, await besides(), head.size);
  // Written last: a folder without it is an unfinished export.
  if (second === undefined) await folder.remove(names.second);
  else await folder.write(names.second, second);
  await folder.write(names.checkpoint, newest);
  if (before !== undefined && from < head.size) await removeEdge(folder, from, head.size);
  return { size: head.size, added: head.size - from, root: head.root };
}

async function writerFrom(
  folder: LogFolder,
  before: OpenedCheckpoint | undefined,
  head: OpenedCheckpoint,
): Promise<TreeWriter> {
  // Bundles above this checkpoint are from a later, interrupted export.
  const size = Math.min(before?.size ?? head.size, head.size);
  const whole = Math.min(await bundlesIn(folder), Math.floor(size / TILE_WIDTH));
  return new TreeWriter(await edgeOf(folder, whole));
}

async function writeBeside(folder: LogFolder, beside: Beside, size: number): Promise<void> {
  await folder.write(names.directory, beside.directory);
  await folder.write(names.policy, beside.policy);
  await folder.write(names.readme, beside.readme(size));
}

async function grow(
  { api, folder, writer, onLeaf }: Copying,
  { size, root }: OpenedCheckpoint,
  flaw: readonly [code: 'CLI_LOG_DIFFERS' | 'CLI_LOG_INVALID', says: string],
): Promise<void> {
  while (writer.size < size) {
    const leaves = await api.entries(writer.size);
    for (const { path, bytes } of writer.addLeaves(leaves.slice(0, size - writer.size)))
      await folder.write(path, bytes);
    onLeaf(writer.size);
  }
  if (!same(writer.root(), root)) throw new CliError(...flaw);
}

// Writes all checkpoints from the last-but-one file on, since cosignatures arrive later. @returns the newest
async function writeNotes(
  { api, logs }: LogSource,
  folder: LogFolder,
  from: number,
  head: OpenedCheckpoint,
): Promise<FetchedNote> {
  let cell = Math.max(0, cellOf(Math.max(1, from)) - 1);
  let open: FetchedNote[] = [];
  let newest: FetchedNote | undefined;
  const close = async (next: number): Promise<void> => {
    await writeCell(folder, cell, open);
    [cell, open] = [next, []];
  };
  for (let above = cell * notesWidth; above < head.size;) {
    const page = await api.notes(above);
    if (page.length === 0) break;
    for (const fetched of page) {
      const { size } = fetched;
      above = size;
      if (size > head.size) break;
      assertOf(fetched, logs);
      if (cellOf(size) !== cell) await close(cellOf(size));
      open.push(fetched);
      newest = fetched;
    }
  }
  await close(cell);
  if (newest === undefined || newest.size !== head.size)
    throw new CliError(
      'CLI_LOG_INVALID',
      say('exportLog.noCheckpointSizeAmong', { size: head.size }),
    );
  return newest;
}

/**
 * Requires that `note` is this log's checkpoint of this `size`. `second`, if present, must state the same checkpoint. @throws
 * CliError CLI_LOG_INVALID
 */
function assertOf({ size, note, second }: FetchedNote, logs: readonly Verifier[]): void {
  const where = say('exportLog.where', { size });
  const point = opened(note, logs, where);
  const log = logs.find((each) => point.note.isSignedBy(each));
  if (point.size !== size || splitNotes(note).length !== 1 || log === undefined)
    throw new CliError('CLI_LOG_INVALID', say('exportLog.anotherSize', { where }));
  if (second === undefined) return;
  const other = opened(second, [secondVerifier(log)], say('exportLog.secondNoteSize', { size }));
  if (other.size !== size || !same(other.root, point.root) || splitNotes(second).length !== 1)
    throw new CliError('CLI_LOG_INVALID', say('exportLog.secondNoteSizeAnother', { size }));
}

async function writeCell(
  folder: LogFolder,
  cell: number,
  notes: readonly FetchedNote[],
): Promise<void> {
  const seconds = notes.flatMap(({ second }) => second ?? []);
  if (notes.length > 0)
    await folder.write(notesPath(cell), Buffer.concat(notes.map(({ note }) => note)));
  if (seconds.length > 0) await folder.write(secondsPath(cell), Buffer.concat(seconds));
}

function edgePaths(size: number): string[] {
  const tiles = tilesForEdge(size).map(({ level, index, width }) => tilePath(level, index, width));
  const width = size % TILE_WIDTH;
  return width === 0 ? tiles : [...tiles, entryBundlePath(Math.floor(size / TILE_WIDTH), width)];
}

async function removeEdge(folder: LogFolder, before: number, now: number): Promise<void> {
  const needed = new Set(edgePaths(now));
  for (const path of edgePaths(before)) if (!needed.has(path)) await folder.remove(path);
}
