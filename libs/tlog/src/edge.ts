import { phrase } from '#kernel';
import { TlogError } from './errors.js';
import { assertHash, emptyRoot, nodeHash } from './hash.js';
import { assertSize, completeSubtrees, foldPeaks, subtreesOf } from './ranges.js';
import {
  hashesOnLevel,
  makeTile,
  type ReadTile,
  type Tile,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileCoordinate,
  tileHashes,
} from './tiles.js';

const MAX_APPEND = 65_536;

/** Right edge of a tree: everything that is needed to append. Immutable, so after a rollback the old edge is still valid. */
export interface TreeEdge {
  readonly size: number;
  readonly peaks: readonly (Uint8Array | undefined)[];
  readonly partial: readonly (readonly Uint8Array[])[];
}

export interface Appended {
  readonly edge: TreeEdge;
  readonly size: number;
  readonly root: Uint8Array;
  readonly tiles: readonly Tile[];
}

export function emptyEdge(): TreeEdge {
  return { size: 0, peaks: [], partial: [] };
}

export function rootOfEdge(edge: TreeEdge): Uint8Array {
  const present = edge.peaks.filter((peak) => peak !== undefined).reverse();
  return foldPeaks(present) ?? emptyRoot();
}

export function tilesForEdge(size: number): TileCoordinate[] {
  assertSize('size', size);
  const tiles: TileCoordinate[] = [];
  for (let level = 0, count = size; count > 0; level++, count = hashesOnLevel(size, level)) {
    const width = count % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: Math.floor(count / TILE_WIDTH), width });
  }
  return tiles;
}

/**
 * Restores the edge of a tree from partial tiles (at most 255 hashes a level). The caller must compare `rootOfEdge` with a
 * signed checkpoint before appending. @throws TlogError TILE_INVALID for a short tile
 */
export function edgeFromTiles(size: number, readTile: ReadTile): TreeEdge {
  const peaks: (Uint8Array | undefined)[] = [];
  const partial: Uint8Array[][] = [];
  for (const tile of tilesForEdge(size)) {
    // A copy, since the reader may use its buffer again.
    const hashes = tileHashes(Uint8Array.from(readTile(tile)), tile);
    const complete = completeSubtrees(hashes);
    partial[tile.level] = hashes;
    for (const { height, index } of subtreesOf({ start: 0, end: tile.width }))
      peaks[tile.level * TILE_HEIGHT + height] = complete[height]?.[index];
  }
  return {
    size,
    peaks: Array.from(peaks),
    partial: Array.from(partial, (hashes: Uint8Array[] | undefined) => hashes ?? []),
  };
}

/**
 * Appends leaf hashes; takes O(batch + log n) steps, and the given edge stays valid. @throws TlogError TREE_LIMIT_EXCEEDED
 * for more than 65,536 leaves; HASH_INVALID if a leaf hash has not 32 bytes
 */
export function appendLeaves(edge: TreeEdge, leafHashes: readonly Uint8Array[]): Appended {
  if (leafHashes.length > MAX_APPEND)
    throw new TlogError('TREE_LIMIT_EXCEEDED', phrase`at most ${MAX_APPEND} leaves per batch`);
  for (const leaf of leafHashes) assertHash(leaf, phrase`leaf hash`);
  assertSize('size', edge.size + leafHashes.length);
  const growth = new Growth(edge);
  for (const leaf of leafHashes) growth.append(leaf);
  return growth.result();
}

class Growth {
  #size: number;
  readonly #peaks: (Uint8Array | undefined)[];
  readonly #levels: LevelGrowth[];

  constructor(edge: TreeEdge) {
    this.#size = edge.size;
    this.#peaks = [...edge.peaks];
    this.#levels = edge.partial.map(
      (hashes, level) => new LevelGrowth(level, hashesOnLevel(edge.size, level), hashes),
    );
  }

  append(leaf: Uint8Array): void {
    let hash = leaf;
    let height = 0;
    this.#level(0).push(hash);
    for (let left = this.#peaks[0]; left !== undefined; left = this.#peaks[height]) {
      hash = nodeHash(left, hash);
      this.#peaks[height] = undefined;
      height++;
      if (height % TILE_HEIGHT === 0) this.#level(height / TILE_HEIGHT).push(hash);
    }
    this.#peaks[height] = hash;
    this.#size++;
  }

  result(): Appended {
    const edge = {
      size: this.#size,
      peaks: this.#peaks,
      partial: this.#levels.map((level) => level.partial),
    };
    const tiles = this.#levels.flatMap((level) => level.changed());
    return { edge, size: edge.size, root: rootOfEdge(edge), tiles };
  }

  #level(level: number): LevelGrowth {
    return (this.#levels[level] ??= new LevelGrowth(level, 0, []));
  }
}

class LevelGrowth {
  readonly #full: Tile[] = [];
  #partial: readonly Uint8Array[];
  #open: Uint8Array[] | undefined;
  #index: number;

  constructor(
    private readonly level: number,
    count: number,
    partial: readonly Uint8Array[],
  ) {
    this.#index = Math.floor(count / TILE_WIDTH);
    this.#partial = partial;
  }

  get partial(): readonly Uint8Array[] {
    return this.#open ?? this.#partial;
  }

  push(hash: Uint8Array): void {
    const open = (this.#open ??= [...this.#partial]);
    open.push(hash);
    if (open.length < TILE_WIDTH) return;
    this.#full.push(makeTile(this.level, this.#index++, open));
    this.#partial = [];
    this.#open = [];
  }

  changed(): Tile[] {
    if (this.#open === undefined || this.#open.length === 0) return this.#full;
    return [...this.#full, makeTile(this.level, this.#index, this.#open)];
  }
}
