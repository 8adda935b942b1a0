import { type Judge } from '#custody';
import {
  decodeEntries,
  encodeEntries,
  entryBundlePath,
  leafHash,
  openCheckpoint,
  TILE_WIDTH,
  tilePath,
} from '#tlog';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import type { DrillCopy } from './drill-copy.js';
import { sizeIn } from './folder-source.js';
import { cellOf, names, notesPath, secondsPath, splitNotes } from './layout.js';
import { TreeWriter } from './tree-writer.js';

export type Random = (below: number) => number;

export function randomOf(seed: number): Random {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export interface StoredNote {
  readonly size: number;
  readonly path: string;
  readonly note: Buffer;
}

// Most leaves for a drill, which reads and rehashes all of them many times.
const maxLeaves = 100_000;

export class DrillLog {
  private constructor(
    readonly copy: DrillCopy,
    readonly judge: Judge,
    readonly random: Random,
    readonly leaves: readonly Uint8Array[],
    readonly notes: readonly StoredNote[],
    readonly kept: StoredNote,
  ) {}

  static async read(copy: DrillCopy, judge: Judge, random: Random): Promise<DrillLog> {
    const size = sizeIn(await copy.need(names.checkpoint));
    if (!(size >= 2) || size > maxLeaves)
      throw new CliError('CLI_USAGE', say('drillLog.exportLeavesDrilled', { maxLeaves }));
    const leaves: Uint8Array[] = [];
    for (let i = 0; i * TILE_WIDTH < size; i += 1) {
      const width = Math.min(TILE_WIDTH, size - i * TILE_WIDTH);
      leaves.push(...decodeEntries(await copy.need(entryBundlePath(i, width))));
    }
    const notes: StoredNote[] = [];
    for (let cell = 0; cell <= cellOf(size); cell += 1) {
      const path = notesPath(cell);
      for (const note of splitNotes((await copy.read(path)) ?? Buffer.alloc(0)))
        notes.push({ size: sizeIn(note), path, note });
    }
    const kept = notes.findLast(({ note }) => isCosigned(note, judge)) ?? notes.at(-1);
    if (kept === undefined)
      throw new CliError('CLI_USAGE', say('drillLog.exportWithoutCheckpoints'));
    return new DrillLog(copy, judge, random, leaves, notes, kept);
  }

  get size(): number {
    return this.leaves.length;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.random(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  leaf(index: number): Uint8Array {
    const leaf = this.leaves[index];
    if (leaf === undefined) throw new RangeError(`no leaf ${index}`);
    return leaf;
  }

  bundlePath(index: number): string {
    const bundle = Math.floor(index / TILE_WIDTH);
    return entryBundlePath(bundle, Math.min(TILE_WIDTH, this.size - bundle * TILE_WIDTH));
  }

  tilePaths(): string[] {
    const paths: string[] = [];
    for (let level = 0, count = this.size; count > 0; level += 1) {
      for (let index = 0; index * TILE_WIDTH < count; index += 1)
        paths.push(tilePath(level, index, Math.min(TILE_WIDTH, count - index * TILE_WIDTH)));
      count = Math.floor(count / TILE_WIDTH);
    }
    return paths;
  }

  async writeLeaves(leaves: readonly Uint8Array[], from: number): Promise<void> {
    for (let i = Math.floor(from / TILE_WIDTH); i * TILE_WIDTH < this.size; i += 1) {
      const part = leaves.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH);
      const path = this.bundlePath(i * TILE_WIDTH);
      if (part.length === 0) await this.copy.remove(path);
      else await this.copy.write(path, encodeEntries(part));
    }
  }

  async recompute(
    leaves: readonly Uint8Array[],
    sizes: readonly number[],
  ): Promise<ReadonlyMap<number, Uint8Array>> {
    const writer = new TreeWriter();
    const roots = new Map<number, Uint8Array>();
    for (const size of [...sizes, leaves.length]) {
      for (const { path, bytes } of writer.addLeaves(leaves.slice(writer.size, size)))
        await this.copy.write(path, bytes);
      roots.set(size, writer.root());
    }
    for (const { path, bytes } of writer.edgeFiles()) await this.copy.write(path, bytes);
    return roots;
  }

  async writeNotes(notes: readonly StoredNote[]): Promise<void> {
    const files = new Map<string, Buffer[]>(this.notes.map(({ path }) => [path, []]));
    for (const { path, note } of notes) files.get(path)?.push(note);
    for (const [path, parts] of files) await this.copy.write(path, Buffer.concat(parts));
    // An attacker who rewrites checkpoints leaves no contradicting second note.
    await this.copy.remove(names.second);
    for (let cell = 0; cell <= cellOf(this.size); cell += 1)
      await this.copy.remove(secondsPath(cell));
    const newest = notes.at(-1);
    if (newest !== undefined) await this.copy.write(names.checkpoint, newest.note);
  }

  /**
   * Lists indexes of leaves whose hash no other leaf contains. An attacker could remove them without breaking another leaf's
   * reference.
   */
  ends(): number[] {
    const text = Buffer.concat(this.leaves).toString('latin1');
    return this.leaves.flatMap((leaf, i) =>
      text.includes(Buffer.from(leafHash(leaf)).toString('hex')) ? [] : [i],
    );
  }
}

function isCosigned(note: Uint8Array, { logs, witnesses, policy }: Judge): boolean {
  for (const log of logs)
    try {
      const { note: opened } = openCheckpoint(note, log, witnesses);
      return (policy?.isMet(opened) ?? false) && opened.signatures.length > 1;
    } catch {
      continue;
    }
  return false;
}
