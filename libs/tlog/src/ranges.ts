import { TlogError } from './errors.js';
import { nodeHash } from './hash.js';

/** A complete subtree: the leaves [index * 2^height, (index + 1) * 2^height). */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** Leaves [start, end), as split by the definition of the tree in RFC 6962 section 2.1. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Gives the hash of a complete subtree. */
export type SubtreeHash = (subtree: Subtree) => Uint8Array;

/** TREE_POSITION_INVALID unless the value is a whole number from `least` to `most`. */
export function assertPosition(name: string, value: number, least: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw new TlogError('TREE_POSITION_INVALID', `${name} must be from ${least} to ${most}`);
}

export function assertSize(name: string, value: number): void {
  assertPosition(name, value, 0, Number.MAX_SAFE_INTEGER);
}

/** Largest power of two smaller than n, for n >= 2. */
function split(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** PATH(index, D[size]) of RFC 6962 section 2.1.1 as ranges, from the leaf's neighbour up to the root's child. */
export function inclusionRanges(index: number, size: number): Range[] {
  assertSize('size', size);
  assertPosition('index', index, 0, size - 1);
  const path: Range[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * PROOF(old, D[size]) of RFC 6962 section 2.1.2 as ranges. Empty when `old` is 0 or equals `size`: the empty tree is
 * a prefix of every tree, and equal sizes are compared by their roots.
 */
export function consistencyRanges(old: number, size: number): Range[] {
  assertSize('size', size);
  assertPosition('old', old, 0, size);
  if (old === 0 || old === size) return [];
  const path: Range[] = [];
  let start = 0;
  let end = size;
  while (end !== old) {
    const middle = start + split(end - start);
    if (old <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  // The old tree itself (start 0) is known to the verifier; any other last range must be told.
  if (start > 0) path.push({ start, end });
  return path.reverse();
}

/** Splits a range of the recursive definition into complete subtrees, from left to right and falling in height. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const parts: Subtree[] = [];
  let left = start;
  while (left < end) {
    let height = 0;
    let width = 1;
    while (width * 2 <= end - left) {
      width *= 2;
      height++;
    }
    parts.push({ height, index: left / width });
    left += width;
  }
  return parts;
}

/** Folds the hashes of falling complete subtrees, from left to right, to the hash of their range; undefined if none. */
export function foldPeaks(peaks: readonly Uint8Array[]): Uint8Array | undefined {
  return peaks.reduceRight<Uint8Array | undefined>(
    (right, left) => (right === undefined ? left : nodeHash(left, right)),
    undefined,
  );
}

/** Hash of a range that is not empty. */
export function rangeHash(range: Range, hashOf: SubtreeHash): Uint8Array {
  const hash = foldPeaks(subtreesOf(range).map(hashOf));
  if (hash === undefined) throw new TlogError('TREE_POSITION_INVALID', 'range must not be empty');
  return hash;
}

/** All complete subtrees over a row of hashes, by height and then index; height 0 is the row itself. */
export function completeSubtrees(row: readonly Uint8Array[]): Uint8Array[][] {
  const levels = [[...row]];
  for (let below = [...row]; below.length > 1;) {
    const level: Uint8Array[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) {
      const [left, right] = [below[i], below[i + 1]];
      if (left !== undefined && right !== undefined) level.push(nodeHash(left, right));
    }
    levels.push(level);
    below = level;
  }
  return levels;
}
