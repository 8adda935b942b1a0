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

/** Tiles whose inner nodes one `TiledTree` remembers: about 16 KiB each. */
const MAX_REMEMBERED_TILES = 1_024;

const keyOf = ({ level, index }: TileCoordinate): string => `${level}/${index}`;

/**
 * A tree of `size` leaves read from tiles. Each tile is read and hashed at most once, so that many proofs for one
 * checkpoint share the work; a single proof costs at most 255 hashes per level.
 */
export class TiledTree {
  readonly #tiles = new Map<string, Uint8Array[][]>();

  constructor(
    readonly size: number,
    private readonly readTile: ReadTile,
  ) {
    assertSize('size', size);
  }

  /** Root of the first `size` leaves, by default of all. */
  root(size = this.size): Uint8Array {
    assertPosition('size', size, 0, this.size);
    return size === 0 ? emptyRoot() : rangeHash({ start: 0, end: size }, this.#hashOf);
  }

  /** Hashes from the leaf's neighbour up to the root's child (RFC 6962 section 2.1.1). */
  inclusionProof(index: number): Uint8Array[] {
    return inclusionRanges(index, this.size).map((range) => rangeHash(range, this.#hashOf));
  }

  /** Proof that the tree begins with the tree of `old` leaves (RFC 6962 section 2.1.2). */
  consistencyProof(old: number): Uint8Array[] {
    return consistencyRanges(old, this.size).map((range) => rangeHash(range, this.#hashOf));
  }

  readonly #hashOf = (subtree: Subtree): Uint8Array => {
    const { tile, within } = tileOf(subtree, this.size);
    const hash = this.#nodes(tile)[within.height]?.[within.index];
    if (hash === undefined) throw new TlogError('TREE_POSITION_INVALID', 'subtree is outside');
    return hash;
  };

  /** The tile's complete subtrees by height; height 0 are its hashes. */
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

/** The tiles that `inclusionProof(index, size, ...)` reads, so that a caller can fetch them at once. */
export function tilesForInclusion(index: number, size: number): TileCoordinate[] {
  return tilesForRanges(inclusionRanges(index, size), size);
}

/** The tiles that `consistencyProof(old, size, ...)` reads. */
export function tilesForConsistency(old: number, size: number): TileCoordinate[] {
  return tilesForRanges(consistencyRanges(old, size), size);
}

/** The tiles from which the root of the first `size` leaves can be computed. */
export function tilesForRoot(size: number): TileCoordinate[] {
  assertSize('size', size);
  return tilesForRanges([{ start: 0, end: size }], size);
}

/** Inclusion proof from tiles: TREE_POSITION_INVALID outside the tree, TILE_INVALID for a short tile. */
export function inclusionProof(index: number, size: number, readTile: ReadTile): Uint8Array[] {
  return new TiledTree(size, readTile).inclusionProof(index);
}

/** Consistency proof from tiles; errors as for `inclusionProof`. */
export function consistencyProof(old: number, size: number, readTile: ReadTile): Uint8Array[] {
  return new TiledTree(size, readTile).consistencyProof(old);
}

/** Root of a tree of `size` leaves from its tiles. */
export function rootFromTiles(size: number, readTile: ReadTile): Uint8Array {
  return new TiledTree(size, readTile).root();
}
