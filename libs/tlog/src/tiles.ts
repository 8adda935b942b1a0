import { TlogError } from './errors.js';
import { HASH_LENGTH } from './hash.js';
import { assertPosition, type Subtree } from './ranges.js';

/** Height of a tile: 2^8 hashes wide when full (tlog-tiles). */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** Where a tile lies and how many hashes are asked of it: 1 to 256; below 256 it is partial. */
export interface TileCoordinate {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** A tile as it is stored and served: `width` hashes of 32 bytes one after the other. */
export interface Tile extends TileCoordinate {
  readonly hashes: Uint8Array;
}

/** Gives the stored bytes of a tile, at least `width` hashes; the same tile written later and wider will do. */
export type ReadTile = (tile: TileCoordinate) => Uint8Array;

/** `x001/x234/067` for 1234067: three digits per element, all but the last marked. */
function elements(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

function suffix(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}

/** Path of a tile below the log's prefix: `tile/<L>/<N>[.p/<W>]`. TREE_POSITION_INVALID outside the format. */
export function tilePath(level: number, index: number, width: number = TILE_WIDTH): string {
  assertPosition('level', level, 0, 63);
  assertPosition('index', index, 0, Number.MAX_SAFE_INTEGER);
  assertPosition('width', width, 1, TILE_WIDTH);
  return `tile/${level}/${elements(index)}${suffix(width)}`;
}

/** Path of a bundle of entries below the log's prefix: `tile/entries/<N>[.p/<W>]`. */
export function entryBundlePath(index: number, width: number = TILE_WIDTH): string {
  assertPosition('index', index, 0, Number.MAX_SAFE_INTEGER);
  assertPosition('width', width, 1, TILE_WIDTH);
  return `tile/entries/${elements(index)}${suffix(width)}`;
}

/** Complete subtrees of the tree of `size` leaves whose hashes are stored on a level: floor(size / 256^level). */
export function hashesOnLevel(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The tile of the tree of `size` leaves under which a complete subtree can be computed, and where in the tile it lies. */
export function tileOf(subtree: Subtree, size: number): { tile: TileCoordinate; within: Subtree } {
  const level = Math.floor(subtree.height / TILE_HEIGHT);
  const height = subtree.height % TILE_HEIGHT;
  const perTile = TILE_WIDTH / 2 ** height;
  const index = Math.floor(subtree.index / perTile);
  const width = Math.min(TILE_WIDTH, hashesOnLevel(size, level) - index * TILE_WIDTH);
  const within = { height, index: subtree.index - index * perTile };
  return { tile: { level, index, width }, within };
}

/** Splits stored bytes into `width` hashes. TILE_INVALID when they are too short or not a whole number of hashes. */
export function tileHashes(
  bytes: Uint8Array,
  { level, index, width }: TileCoordinate,
): Uint8Array[] {
  const stored = bytes.length / HASH_LENGTH;
  if (!Number.isInteger(stored) || stored < width || stored > TILE_WIDTH)
    throw new TlogError(
      'TILE_INVALID',
      `${tilePath(level, index, width)} has ${bytes.length} bytes`,
    );
  return Array.from({ length: width }, (_, i) =>
    bytes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH),
  );
}

export function makeTile(level: number, index: number, hashes: readonly Uint8Array[]): Tile {
  return { level, index, width: hashes.length, hashes: Buffer.concat(hashes) };
}
