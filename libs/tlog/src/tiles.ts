import { phrase } from '#kernel';
import { TlogError } from './errors.js';
import { HASH_LENGTH } from './hash.js';
import { assertPosition, type Subtree } from './ranges.js';

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

export interface TileCoordinate {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

export interface Tile extends TileCoordinate {
  readonly hashes: Uint8Array;
}

export type ReadTile = (tile: TileCoordinate) => Uint8Array;

function elements(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

function suffix(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}

/** Path of a tile below the log's prefix: `tile/<L>/<N>[.p/<W>]` (tlog-tiles). @throws TlogError TREE_POSITION_INVALID */
export function tilePath(level: number, index: number, width: number = TILE_WIDTH): string {
  assertPosition('level', level, 0, 63);
  assertPosition('index', index, 0, Number.MAX_SAFE_INTEGER);
  assertPosition('width', width, 1, TILE_WIDTH);
  return `tile/${level}/${elements(index)}${suffix(width)}`;
}

export function entryBundlePath(index: number, width: number = TILE_WIDTH): string {
  assertPosition('index', index, 0, Number.MAX_SAFE_INTEGER);
  assertPosition('width', width, 1, TILE_WIDTH);
  return `tile/entries/${elements(index)}${suffix(width)}`;
}

export function hashesOnLevel(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

export function tileOf(subtree: Subtree, size: number): { tile: TileCoordinate; within: Subtree } {
  const level = Math.floor(subtree.height / TILE_HEIGHT);
  const height = subtree.height % TILE_HEIGHT;
  const perTile = TILE_WIDTH / 2 ** height;
  const index = Math.floor(subtree.index / perTile);
  const width = Math.min(TILE_WIDTH, hashesOnLevel(size, level) - index * TILE_WIDTH);
  const within = { height, index: subtree.index - index * perTile };
  return { tile: { level, index, width }, within };
}

export function tileHashes(
  bytes: Uint8Array,
  { level, index, width }: TileCoordinate,
): Uint8Array[] {
  const stored = bytes.length / HASH_LENGTH;
  if (!Number.isInteger(stored) || stored < width || stored > TILE_WIDTH)
    throw new TlogError(
      'TILE_INVALID',
      phrase`${tilePath(level, index, width)} has ${bytes.length} bytes`,
    );
  return Array.from({ length: width }, (_, i) =>
    bytes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH),
  );
}

export function makeTile(level: number, index: number, hashes: readonly Uint8Array[]): Tile {
  return { level, index, width: hashes.length, hashes: Buffer.concat(hashes) };
}
