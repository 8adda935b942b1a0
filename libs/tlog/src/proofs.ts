import { phrase } from '#kernel';
import { TlogError } from './errors.js';
import { emptyRoot } from './hash.js';
import {
  assertPosition,
  assertSize,
  completeSubtrees,
  consistencyRanges,
  inclusionRanges,
  type Range,
  rangeHash,
  type Subtree,
  subtreesOf,
} from './ranges.js';
import { type ReadTile, type TileCoordinate, tileHashes, tileOf } from './tiles.js';

const MAX_REMEMBERED_TILES = 1_024;

const keyOf = ({ level, index }: TileCoordinate): string => `${level}/${index}`;

export class TiledTree {
  readonly #tiles = new Map<string, Uint8Array[][]>();

  constructor(
    readonly size: number,
    private readonly readTile: ReadTile,
  ) {
    assertSize('size', size);
  }

  root(size = this.size): Uint8Array {
    assertPosition('size', size, 0, this.size);
    return size === 0 ? emptyRoot() : rangeHash({ start: 0, end: size }, this.#hashOf);
  }

  inclusionProof(index: number): Uint8Array[] {
    return inclusionRanges(index, this.size).map((range) => rangeHash(range, this.#hashOf));
  }

  consistencyProof(old: number): Uint8Array[] {
    return consistencyRanges(old, this.size).map((range) => rangeHash(range, this.#hashOf));
  }

  readonly #hashOf = (subtree: Subtree): Uint8Array => {
    const { tile, within } = tileOf(subtree, this.size);
    const hash = this.#nodes(tile)[within.height]?.[within.index];
    if (hash === undefined)
      throw new TlogError('TREE_POSITION_INVALID', phrase`subtree is outside`);
    return hash;
  };

  #nodes(tile: TileCoordinate): Uint8Array[][] {
    const known = this.#tiles.get(keyOf(tile));
    if (known !== undefined) return known;
    // A copy, since the reader may use its buffer again.
    const nodes = completeSubtrees(tileHashes(Uint8Array.from(this.readTile(tile)), tile));
    if (this.#tiles.size >= MAX_REMEMBERED_TILES) this.#tiles.clear();
    this.#tiles.set(keyOf(tile), nodes);
    return nodes;
  }
}

function tilesForRanges(ranges: readonly Range[], size: number): TileCoordinate[] {
  const tiles = new Map<string, TileCoordinate>();
  for (const subtree of ranges.flatMap(subtreesOf)) {
    const { tile } = tileOf(subtree, size);
    tiles.set(keyOf(tile), tile);
  }
  return [...tiles.values()];
}

export function tilesForInclusion(index: number, size: number): TileCoordinate[] {
  return tilesForRanges(inclusionRanges(index, size), size);
}

export function tilesForConsistency(old: number, size: number): TileCoordinate[] {
  return tilesForRanges(consistencyRanges(old, size), size);
}

export function tilesForRoot(size: number): TileCoordinate[] {
  assertSize('size', size);
  return tilesForRanges([{ start: 0, end: size }], size);
}

export function inclusionProof(index: number, size: number, readTile: ReadTile): Uint8Array[] {
  return new TiledTree(size, readTile).inclusionProof(index);
}

export function consistencyProof(old: number, size: number, readTile: ReadTile): Uint8Array[] {
  return new TiledTree(size, readTile).consistencyProof(old);
}

export function rootFromTiles(size: number, readTile: ReadTile): Uint8Array {
  return new TiledTree(size, readTile).root();
}
