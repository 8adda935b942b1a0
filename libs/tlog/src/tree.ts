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

/** Most leaves of a tree in memory: 2^20 chunks of 256 KiB are 256 GiB. Larger trees live in tiles. */
const MAX_MEMORY_LEAVES = 1_048_576;

/**
 * A whole tree in memory, built once in O(n), so that the proofs of all its leaves together cost O(n log n).
 * For trees that fit: the chunks of an attachment, an export.
 */
export class MemoryTree {
  readonly size: number;
  /** Complete subtrees by height, then index. */
  readonly #complete: Uint8Array[][];

  /** TREE_LIMIT_EXCEEDED above 2^20 leaves, HASH_INVALID unless every leaf hash has 32 bytes. */
  constructor(leafHashes: readonly Uint8Array[]) {
    if (leafHashes.length > MAX_MEMORY_LEAVES)
      throw new TlogError('TREE_LIMIT_EXCEEDED', `at most ${MAX_MEMORY_LEAVES} leaves in memory`);
    for (const hash of leafHashes) assertHash(hash, 'leaf hash');
    this.size = leafHashes.length;
    this.#complete = completeSubtrees(leafHashes);
  }

  /** Root of the first `size` leaves, by default of all (RFC 6962 section 2.1). */
  root(size = this.size): Uint8Array {
    assertPosition('size', size, 0, this.size);
    return size === 0 ? emptyRoot() : rangeHash({ start: 0, end: size }, this.#hashOf);
  }

  /** Hashes from the leaf's neighbour up to the root's child (RFC 6962 section 2.1.1). */
  inclusionProof(index: number, size = this.size): Uint8Array[] {
    assertPosition('size', size, 0, this.size);
    return inclusionRanges(index, size).map((range) => rangeHash(range, this.#hashOf));
  }

  /** Proof that the first `old` leaves of the first `size` were never changed (RFC 6962 section 2.1.2). */
  consistencyProof(old: number, size = this.size): Uint8Array[] {
    assertPosition('size', size, 0, this.size);
    return consistencyRanges(old, size).map((range) => rangeHash(range, this.#hashOf));
  }

  readonly #hashOf = ({ height, index }: Subtree): Uint8Array => {
    const hash = this.#complete[height]?.[index];
    if (hash === undefined) throw new TlogError('TREE_POSITION_INVALID', 'subtree is outside');
    return hash;
  };
}

/** Root over leaf hashes (RFC 6962 section 2.1); the empty root for none. Errors as for `MemoryTree`. */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  return new MemoryTree(leafHashes).root();
}

/** One inclusion proof over leaf hashes, O(n). For many proofs of one tree keep a `MemoryTree`. */
export function inclusionProofOf(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return new MemoryTree(leafHashes).inclusionProof(index);
}

/** One consistency proof from the first `old` leaves to all of them, O(n). */
export function consistencyProofOf(leafHashes: readonly Uint8Array[], old: number): Uint8Array[] {
  return new MemoryTree(leafHashes).consistencyProof(old);
}
