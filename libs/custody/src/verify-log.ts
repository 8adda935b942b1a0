import { phrase } from '#kernel';
import type { KeyObject } from 'node:crypto';
import {
  appendLeaves,
  emptyEdge,
  entryBundlePath,
  HASH_LENGTH,
  leafHash,
  type OpenedCheckpoint,
  rootOfEdge,
  TILE_WIDTH,
  type TileCoordinate,
  tilePath,
  tilesForEdge,
  type TreeEdge,
} from '#tlog';
import { Chains, type Hole } from './chains.js';
import { Checkpoints, type Signers } from './checkpoints.js';
import { Fault } from './faults.js';
import { checkSignature, type ReadLeaf, readLeaf } from './leaf.js';
import { Times } from './times.js';

export interface SourceNote {
  readonly note: Uint8Array;
  readonly second?: Uint8Array | undefined;
  readonly path: string;
}

export interface LogSource {
  readonly checkpoint: Uint8Array;
  readonly second?: Uint8Array | undefined;
  notes(): AsyncIterable<SourceNote>;
  bundle(index: number, width: number): Promise<Uint8Array | undefined>;
  tile(tile: TileCoordinate): Promise<Uint8Array | undefined>;
}

/** Keys, policy and checkpoints from the verifier's own sources. No value here comes from the log that is verified. */
export interface Judge extends Signers {
  readonly eventKeys: (service: string, at: string) => ReadonlyMap<string, KeyObject>;
  readonly stands: (entry: string) => boolean;
  /** Checkpoints of this log that were stored elsewhere. The log must contain them. */
  readonly kept?: readonly Uint8Array[];
  readonly skewMs: number;
}

export interface Verdict {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly checkpoints: number;
  readonly cosigned: number | null;
  readonly until: string;
  readonly holes: readonly Hole[];
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * Verifies a whole log in limited memory; `onLeaf` gets the number of leaves verified so far. @throws Fault, the first found;
 * its `beyond` tells what was found after an invalid event
 */
export async function verifyLog(
  source: LogSource,
  judge: Judge,
  onLeaf: (done: number) => void = () => undefined,
): Promise<Verdict> {
  return new Verification(source, judge, onLeaf).verifyLog();
}

class Verification {
  readonly #checkpoints: Checkpoints;
  readonly #chains = new Chains();
  readonly #times: Times;
  readonly #head: OpenedCheckpoint;
  readonly #kept: OpenedCheckpoint[];
  #edge: TreeEdge = emptyEdge();
  #until = '';
  #stranger: Fault | undefined;
  #strangers = 0;

  constructor(
    private readonly source: LogSource,
    private readonly judge: Judge,
    private readonly onLeaf: (done: number) => void,
  ) {
    this.#checkpoints = new Checkpoints(judge);
    this.#times = new Times(judge.skewMs);
    this.#head = this.#checkpoints.open(source.checkpoint, { path: 'checkpoint' }, source.second);
    this.#kept = (judge.kept ?? [])
      .map((note) => this.#checkpoints.open(note, { path: 'kept checkpoint' }))
      .sort((a, b) => a.size - b.size);
  }

  async verifyLog(): Promise<Verdict> {
    const beyond = (next?: Fault) => this.#stranger?.with({ count: this.#strangers, next });
    const verdict = await this.#all().catch((error: unknown) => {
      throw (error instanceof Fault ? beyond(error) : undefined) ?? error;
    });
    const stranger = beyond();
    if (stranger !== undefined) throw stranger;
    return verdict;
  }

  async #all(): Promise<Verdict> {
    const { size, root, origin } = this.#head;
    const newest = this.#kept.at(-1);
    for await (const { note, second, path } of this.source.notes()) {
      const point = this.#checkpoints.next(note, { path }, second);
      if (point.size > size) throw new Fault('CHECKPOINT_ORDER', { size: point.size, path });
      await this.#advance(point.size);
      this.#compare(point);
      this.#checkpoints.proven(point);
    }
    if (this.#edge.size !== size) throw new Fault('CHECKPOINT_MISSING', { size });
    this.#compare(this.#head);
    await this.#lastTiles();
    if (newest !== undefined && newest.size > size)
      throw new Fault('ROLLED_BACK', { size }, phrase`kept: ${newest.size}`);
    const { cosigned, count } = this.#checkpoints;
    if (this.judge.policy !== undefined && cosigned === undefined)
      throw new Fault('QUORUM_NOT_MET', { size });
    return {
      ...{ origin, size, root, checkpoints: count, until: this.#until },
      ...{ cosigned: cosigned?.size ?? null, holes: this.#chains.holes() },
    };
  }

  #compare({ size, root }: OpenedCheckpoint): void {
    if (!same(rootOfEdge(this.#edge), root)) throw new Fault('ROOT_DIFFERS', { size });
  }

  async #advance(size: number): Promise<void> {
    for (let kept = this.#kept[0]; kept !== undefined && kept.size <= size; kept = this.#kept[0]) {
      await this.#leavesTo(kept.size);
      this.#compare(kept);
      this.#kept.shift();
    }
    await this.#leavesTo(size);
  }

  async #leavesTo(size: number): Promise<void> {
    while (this.#edge.size < size) {
      const at = this.#edge.size;
      const bundle = await this.#bundle(Math.floor(at / TILE_WIDTH));
      const { entries, hashes, first, width, path } = bundle;
      const start = at - first;
      const taken = entries.slice(start, start + size - at);
      if (taken.length === 0) throw new Fault('ENTRY_MISSING', { index: at, path });
      const leaves = taken.map((entry, i) => this.#leaf(entry, hashes[start + i], at + i));
      const grown = appendLeaves(this.#edge, leaves);
      for (const tile of grown.tiles)
        if (tile.level > 0 && tile.width === TILE_WIDTH) await this.#tile(tile, tile.hashes);
      this.#edge = grown.edge;
      if (grown.size === first + width && bundle.isLonger)
        throw new Fault(
          'ENTRY_DIFFERS',
          { index: grown.size, path },
          phrase`more than the log has`,
        );
      this.onLeaf(grown.size);
    }
  }

  #leaf(entry: Uint8Array, stored: Uint8Array | undefined, index: number): Uint8Array {
    const hash = leafHash(entry);
    if (stored === undefined || !same(hash, stored)) {
      const path = tilePath(0, Math.floor(index / TILE_WIDTH), this.#width(index));
      throw new Fault('ENTRY_DIFFERS', { index, path });
    }
    const leaf = this.#event(entry, index);
    if (leaf === undefined) return hash;
    this.#times.addLeaf(leaf, index);
    this.#chains.addLeaf(leaf, Buffer.from(hash).toString('hex'), index);
    const { anchor, id, directoryEntry } = leaf;
    if (directoryEntry !== undefined && !this.judge.stands(directoryEntry))
      throw new Fault('ENTRY_REMOVED', { index, event: id });
    if (anchor !== null && (anchor.size > index || !this.#checkpoints.knows(anchor)))
      throw new Fault('ANCHOR_UNKNOWN', { index, event: id }, phrase`size ${anchor.size}`);
    this.#until = leaf.emit;
    return hash;
  }

  #event(entry: Uint8Array, index: number): ReadLeaf | undefined {
    try {
      const leaf = readLeaf(entry, index);
      if (leaf.log !== this.#head.origin) throw new Fault('LEAF_FORM', { index }, 'log');
      checkSignature(leaf, this.judge.eventKeys(leaf.service, leaf.emit), index);
      return leaf;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#stranger ??= error;
      this.#strangers += 1;
      return undefined;
    }
  }

  #width(index: number): number {
    const first = index - (index % TILE_WIDTH);
    return Math.min(TILE_WIDTH, this.#head.size - first);
  }

  #last: Bundle | undefined;

  async #bundle(index: number): Promise<Bundle> {
    const first = index * TILE_WIDTH;
    if (this.#last?.first === first) return this.#last;
    const width = this.#width(first);
    const path = entryBundlePath(index, width);
    const bytes = await this.source.bundle(index, width);
    if (bytes === undefined) throw new Fault('ENTRY_MISSING', { index: first, path });
    const tile = await this.source.tile({ level: 0, index, width });
    if (tile === undefined) throw new Fault('TILE_MISSING', { path: tilePath(0, index, width) });
    const hashes = Array.from({ length: width }, (_, i) =>
      tile.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH),
    );
    const { entries, rest } = entriesOf(bytes);
    const isLonger = rest || entries.length > width || tile.length > width * HASH_LENGTH;
    this.#last = { first, width, path, entries: entries.slice(0, width), hashes, isLonger };
    return this.#last;
  }

  async #lastTiles(): Promise<void> {
    for (const tile of tilesForEdge(this.#head.size))
      if (tile.level > 0)
        await this.#tile(tile, Buffer.concat(this.#edge.partial[tile.level] ?? []));
  }

  async #tile(tile: TileCoordinate, expected: Uint8Array): Promise<void> {
    const path = tilePath(tile.level, tile.index, tile.width);
    const stored = await this.source.tile(tile);
    if (stored === undefined) throw new Fault('TILE_MISSING', { path });
    if (!same(stored, expected)) throw new Fault('TILE_DIFFERS', { path });
  }
}

interface Bundle {
  readonly first: number;
  readonly width: number;
  readonly path: string;
  readonly entries: readonly Uint8Array[];
  readonly hashes: readonly Uint8Array[];
  readonly isLonger: boolean;
}

function entriesOf(bundle: Uint8Array): { readonly entries: Uint8Array[]; readonly rest: boolean } {
  const bytes = Buffer.from(bundle);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < TILE_WIDTH) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) break;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return { entries, rest: at < bytes.length };
}
