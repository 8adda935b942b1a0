import { phrase } from '#kernel';
import { TlogError } from './errors.js';
import { assertHash, emptyRoot } from './hash.js';
import {
  assertPosition,
  completeSubtrees,
  consistencyRanges,
  inclusionRanges,
  rangeHash,
  type Subtree,
} from './ranges.js';

const MAX_MEMORY_LEAVES = 1_048_576;

/** Merkle tree in memory. Building takes O(n) steps, the proofs of all leaves together O(n log n). */
export class MemoryTree {
  readonly size: number;
  readonly #complete: Uint8Array[][];

  constructor(leafHashes: readonly Uint8Array[]) {
    if (leafHashes.length > MAX_MEMORY_LEAVES)
      throw new TlogError(
        'TREE_LIMIT_EXCEEDED',
        phrase`at most ${MAX_MEMORY_LEAVES} leaves in memory`,
      );
    for (const hash of leafHashes) assertHash(hash, phrase`leaf hash`);
    this.size = leafHashes.length;
    this.#complete = completeSubtrees(leafHashes);
  }

  root(size = this.size): Uint8Array {
    assertPosition('size', size, 0, this.size);
    return size === 0 ? emptyRoot() : rangeHash({ start: 0, end: size }, this.#hashOf);
  }

  inclusionProof(index: number, size = this.size): Uint8Array[] {
    assertPosition('size', size, 0, this.size);
    return inclusionRanges(index, size).map((range) => rangeHash(range, this.#hashOf));
  }

  consistencyProof(old: number, size = this.size): Uint8Array[] {
    assertPosition('size', size, 0, this.size);
    return consistencyRanges(old, size).map((range) => rangeHash(range, this.#hashOf));
  }

  readonly #hashOf = ({ height, index }: Subtree): Uint8Array => {
    const hash = this.#complete[height]?.[index];
    if (hash === undefined)
      throw new TlogError('TREE_POSITION_INVALID', phrase`subtree is outside`);
    return hash;
  };
}

export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  return new MemoryTree(leafHashes).root();
}

export function inclusionProofOf(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return new MemoryTree(leafHashes).inclusionProof(index);
}

export function consistencyProofOf(leafHashes: readonly Uint8Array[], old: number): Uint8Array[] {
  return new MemoryTree(leafHashes).consistencyProof(old);
}
