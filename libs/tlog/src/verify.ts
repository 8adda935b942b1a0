import { TlogError } from './errors.js';
import { assertHash, emptyRoot, nodeHash, sameBytes } from './hash.js';
import { assertPosition, assertSize } from './ranges.js';

/** Most hashes of a proof: a tree whose size is a safe integer has at most 53 levels; consistency needs one more. */
export const MAX_PROOF_HASHES = 54;

/** The proof as it was given; every step takes one hash, and all must be used. */
class Steps {
  #used = 0;
  constructor(private readonly proof: readonly Uint8Array[]) {
    if (proof.length > MAX_PROOF_HASHES) throw invalid(`more than ${MAX_PROOF_HASHES} hashes`);
    for (const hash of proof) assertHash(hash, 'proof hash');
  }
  next(): Uint8Array {
    const hash = this.proof[this.#used++];
    if (hash === undefined) throw invalid('too few hashes');
    return hash;
  }
  end(): void {
    if (this.#used !== this.proof.length) throw invalid('too many hashes');
  }
}

function invalid(detail: string): TlogError {
  return new TlogError('TREE_PROOF_INVALID', detail);
}

const odd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);

/**
 * Returns when the leaf is at `index` of the tree of `size` leaves with this root (RFC 9162 section 2.1.3.2; the proofs
 * are those of RFC 6962). Throws TREE_PROOF_INVALID otherwise; HASH_INVALID or TREE_POSITION_INVALID for malformed input.
 */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): void {
  assertHash(leaf, 'leaf hash');
  assertHash(root, 'root');
  assertSize('size', size);
  assertPosition('index', index, 0, size - 1);
  const steps = new Steps(proof);
  let hash = leaf;
  // Position of our node, and of the last node, on the level that is climbed.
  for (let node = index, last = size - 1; last > 0; node = half(node), last = half(last)) {
    if (odd(node)) hash = nodeHash(steps.next(), hash);
    else if (node < last) hash = nodeHash(hash, steps.next());
    // Otherwise the node is the last and alone on its level: it rises unchanged.
  }
  steps.end();
  if (!sameBytes(hash, root)) throw invalid('the leaf does not lead to the root');
}

/**
 * Returns when the tree of `size` leaves with root `root` begins with the tree of `old` leaves with root `oldRoot`
 * (RFC 9162 section 2.1.4.2). Equal sizes need equal roots and no hashes; old 0 needs the empty root and no hashes.
 * Throws TREE_PROOF_INVALID otherwise; HASH_INVALID or TREE_POSITION_INVALID for malformed input.
 */
export function verifyConsistency(
  old: number,
  size: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  root: Uint8Array,
): void {
  assertHash(oldRoot, 'old root');
  assertHash(root, 'root');
  assertSize('size', size);
  assertPosition('old', old, 0, size);
  const steps = new Steps(proof);
  if (size === 0 && !sameBytes(root, emptyRoot())) throw invalid('the root is not the empty one');
  if (old === 0 && !sameBytes(oldRoot, emptyRoot())) throw invalid('the old root is not empty');
  if (old === size && !sameBytes(oldRoot, root)) throw invalid('two roots for one size');
  if (old > 0 && old < size) climb(old, size, steps, oldRoot, root);
  steps.end();
}

function climb(
  old: number,
  size: number,
  steps: Steps,
  oldRoot: Uint8Array,
  root: Uint8Array,
): void {
  let node = old - 1;
  let last = size - 1;
  // Rise to the largest complete subtree at the right edge of the old tree: both trees contain it.
  while (odd(node)) {
    node = half(node);
    last = half(last);
  }
  let inOld = node === 0 ? oldRoot : steps.next();
  let inNew = inOld;
  for (; last > 0; node = half(node), last = half(last)) {
    if (odd(node)) {
      const left = steps.next();
      inOld = nodeHash(left, inOld);
      inNew = nodeHash(left, inNew);
    } else if (node < last) {
      inNew = nodeHash(inNew, steps.next());
    }
  }
  if (!sameBytes(inOld, oldRoot)) throw invalid('the proof does not lead to the old root');
  if (!sameBytes(inNew, root)) throw invalid('the proof does not lead to the root');
}
