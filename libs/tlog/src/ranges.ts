import { phrase } from '#kernel';
import { TlogError } from './errors.js';
import { nodeHash } from './hash.js';

export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** Leaves from `start` (inclusive) to `end` (exclusive). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type SubtreeHash = (subtree: Subtree) => Uint8Array;

export function assertPosition(name: string, value: number, least: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw new TlogError('TREE_POSITION_INVALID', phrase`${name} must be from ${least} to ${most}`);
}

export function assertSize(name: string, value: number): void {
  assertPosition(name, value, 0, Number.MAX_SAFE_INTEGER);
}

function split(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/**
 * Ranges of leaves, one for each hash of an inclusion proof (RFC 6962, section 2.1.1). The leaf's sibling comes first.
 * @throws TlogError TREE_POSITION_INVALID if `size` or `index` is out of range
 */
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
 * Ranges of leaves, one for each hash of a consistency proof (RFC 6962, section 2.1.2). Empty if `old` is 0 or equals `size`.
 * @throws TlogError TREE_POSITION_INVALID if `size` or `old` is out of range
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
  // The verifier knows the old tree itself (start 0) but no other last range.
  if (start > 0) path.push({ start, end });
  return path.reverse();
}

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

export function foldPeaks(peaks: readonly Uint8Array[]): Uint8Array | undefined {
  return peaks.reduceRight<Uint8Array | undefined>(
    (right, left) => (right === undefined ? left : nodeHash(left, right)),
    undefined,
  );
}

export function rangeHash(range: Range, hashOf: SubtreeHash): Uint8Array {
  const hash = foldPeaks(subtreesOf(range).map(hashOf));
  if (hash === undefined)
    throw new TlogError('TREE_POSITION_INVALID', phrase`range must not be empty`);
  return hash;
}

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
