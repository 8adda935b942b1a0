import { phrase, type Detail } from '#kernel';
import { TlogError } from './errors.js';
import { assertHash, emptyRoot, nodeHash, sameBytes } from './hash.js';
import { assertPosition, assertSize } from './ranges.js';

/** Maximum number of hashes in a proof: 53 for the levels of the largest tree, and one more for consistency. */
export const MAX_PROOF_HASHES = 54;

class Steps {
  #used = 0;
  constructor(private readonly proof: readonly Uint8Array[]) {
    if (proof.length > MAX_PROOF_HASHES)
      throw invalid(phrase`more than ${MAX_PROOF_HASHES} hashes`);
    for (const hash of proof) assertHash(hash, phrase`proof hash`);
  }
  next(): Uint8Array {
    const hash = this.proof[this.#used++];
    if (hash === undefined) throw invalid(phrase`too few hashes`);
    return hash;
  }
  end(): void {
    if (this.#used !== this.proof.length) throw invalid(phrase`too many hashes`);
  }
}

function invalid(detail: Detail): TlogError {
  return new TlogError('TREE_PROOF_INVALID', detail);
}

const odd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Verifies that the tree contains the leaf at `index` (RFC 9162, section 2.1.3.2). @throws TlogError TREE_PROOF_INVALID;
 * HASH_INVALID or TREE_POSITION_INVALID if the input is malformed
 */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  { size, root }: TreeHead,
  proof: readonly Uint8Array[],
): void {
  assertHash(leaf, phrase`leaf hash`);
  assertHash(root, 'root');
  assertSize('size', size);
  assertPosition('index', index, 0, size - 1);
  const steps = new Steps(proof);
  let hash = leaf;
  // Index of our node and of the last node on the current level.
  for (let node = index, last = size - 1; last > 0; node = half(node), last = half(last)) {
    if (odd(node)) hash = nodeHash(steps.next(), hash);
    else if (node < last) hash = nodeHash(hash, steps.next());
    // Otherwise the node is the last and alone on its level: it rises unchanged.
  }
  steps.end();
  if (!sameBytes(hash, root)) throw invalid(phrase`the leaf does not lead to the root`);
}

/**
 * Verifies that the tree `head` extends `old` (RFC 9162, section 2.1.4.2). `proof` must be empty if `old` is empty or equally
 * large. @throws TlogError TREE_PROOF_INVALID; HASH_INVALID or TREE_POSITION_INVALID if the input is malformed
 */
export function verifyConsistency(
  old: TreeHead,
  head: TreeHead,
  proof: readonly Uint8Array[],
): void {
  assertHash(old.root, phrase`old root`);
  assertHash(head.root, 'root');
  assertSize('size', head.size);
  assertPosition('old', old.size, 0, head.size);
  const steps = new Steps(proof);
  assertEmptyRoot(head, phrase`the root is not the empty one`);
  assertEmptyRoot(old, phrase`the old root is not empty`);
  if (old.size === head.size && !sameBytes(old.root, head.root))
    throw invalid(phrase`two roots for one size`);
  if (old.size > 0 && old.size < head.size) climb(old, head, steps);
  steps.end();
}

function assertEmptyRoot({ size, root }: TreeHead, otherwise: Detail): void {
  if (size === 0 && !sameBytes(root, emptyRoot())) throw invalid(otherwise);
}

function climb(old: TreeHead, head: TreeHead, steps: Steps): void {
  let node = old.size - 1;
  let last = head.size - 1;
  // Rise to the largest complete subtree at the right edge of the old tree: both trees contain it.
  while (odd(node)) {
    node = half(node);
    last = half(last);
  }
  let inOld = node === 0 ? old.root : steps.next();
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
  if (!sameBytes(inOld, old.root)) throw invalid(phrase`the proof does not lead to the old root`);
  if (!sameBytes(inNew, head.root)) throw invalid(phrase`the proof does not lead to the root`);
}
