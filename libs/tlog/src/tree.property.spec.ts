import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import {
  definedPath,
  definedProof,
  definedRoot,
  flipBit,
  someLeaves,
} from '../../../test/support/tlog.js';
import { emptyRoot, leafHash, nodeHash } from './hash.js';
import { inclusionRanges } from './ranges.js';
import { MemoryTree, consistencyProofOf, inclusionProofOf, rootOf } from './tree.js';
import { type TreeHead, verifyConsistency, verifyInclusion } from './verify.js';

const leaves = someLeaves(130);
const code = (of: string): RegExp => new RegExp(`^${of}(?::|$)`);
const at = <T>(list: readonly T[], i: number): T => {
  const item = list[i];
  if (item === undefined) throw new Error(`nothing at ${i}`);
  return item;
};
const roots = Array.from({ length: 131 }, (_, n) => definedRoot(leaves.slice(0, n)));
const head = (size: number, root = at(roots, size)): TreeHead => ({ size, root });

describe('the tree in memory', () => {
  const tree = new MemoryTree(leaves);

  it('has the roots and proofs of the recursive definition, and all verify', () => {
    for (let size = 0; size <= 130; size++) {
      expect(Buffer.compare(tree.root(size), at(roots, size))).toBe(0);
      for (let index = 0; index < size; index += size > 40 ? 7 : 1) {
        const proof = tree.inclusionProof(index, size);
        expect(proof).toEqual(definedPath(index, leaves.slice(0, size)));
        verifyInclusion(at(leaves, index), index, head(size), proof);
      }
      for (let old = 0; old <= size; old += size > 40 ? 7 : 1) {
        const proof = tree.consistencyProof(old, size);
        expect(proof).toEqual(old === 0 ? [] : definedProof(old, leaves.slice(0, size)));
        verifyConsistency(head(old), head(size), proof);
      }
    }
  });

  it('gives the same through the one-off functions', () => {
    expect(rootOf(leaves)).toEqual(tree.root());
    expect(inclusionProofOf(leaves, 77)).toEqual(tree.inclusionProof(77));
    expect(consistencyProofOf(leaves, 77)).toEqual(tree.consistencyProof(77));
  });

  it('refuses positions outside and hashes of another length', () => {
    for (const bad of [-1, 130, 0.5, Number.NaN])
      expect(() => tree.inclusionProof(bad)).toThrow(code('TREE_POSITION_INVALID'));
    expect(() => tree.inclusionProof(0, 131)).toThrow(code('TREE_POSITION_INVALID'));
    expect(() => tree.consistencyProof(131)).toThrow(code('TREE_POSITION_INVALID'));
    expect(() => rootOf([new Uint8Array(31)])).toThrow(code('HASH_INVALID'));
    expect(() => nodeHash(emptyRoot(), new Uint8Array(33))).toThrow(code('HASH_INVALID'));
    const many = new Array<Uint8Array>(1_048_577).fill(emptyRoot());
    expect(() => rootOf(many)).toThrow(code('TREE_LIMIT_EXCEEDED'));
  });

  it('keeps leaves and nodes apart: a leaf made of two hashes is not their parent', () => {
    const [a, b] = [at(leaves, 0), at(leaves, 1)];
    expect(leafHash(Buffer.concat([a, b]))).not.toEqual(nodeHash(a, b));
  });

  it.each([0, 1, 16_383, 16_384, 16_385, 262_160])(
    'hashes a leaf of %i bytes as defined',
    (size) => {
      const leaf = Buffer.alloc(size, 7);
      const defined = createHash('sha256')
        .update(Buffer.concat([Buffer.of(0), leaf]))
        .digest('hex');
      expect(Buffer.from(leafHash(leaf)).toString('hex')).toBe(defined);
    },
  );

  it('finds its way through trees of any size up to 2^53', () => {
    const max = Number.MAX_SAFE_INTEGER;
    expect(inclusionRanges(max - 1, max)).toHaveLength(52);
    expect(inclusionRanges(0, max)).toHaveLength(53);
  });
});

describe('verification', () => {
  const tree = new MemoryTree(leaves);

  it('refuses every single flipped bit of an inclusion proof, its leaf and its root', () => {
    for (const [index, size] of [
      [0, 1],
      [5, 8],
      [12, 13],
      [99, 130],
    ] as const) {
      const proof = tree.inclusionProof(index, size);
      const [leaf, root] = [at(leaves, index), at(roots, size)];
      for (let bit = 0; bit < 256; bit++) {
        const refused = code('TREE_PROOF_INVALID');
        expect(() => verifyInclusion(flipBit(leaf, bit), index, head(size), proof)).toThrow(
          refused,
        );
        const other = head(size, flipBit(root, bit));
        expect(() => verifyInclusion(leaf, index, other, proof)).toThrow(refused);
        for (let i = 0; i < proof.length; i++) {
          const bad = proof.with(i, flipBit(at(proof, i), bit));
          expect(() => verifyInclusion(leaf, index, head(size), bad)).toThrow(refused);
        }
      }
    }
  });

  it('refuses every single flipped bit of a consistency proof and its roots', () => {
    for (const [old, size] of [
      [1, 1],
      [4, 8],
      [6, 8],
      [99, 130],
    ] as const) {
      const proof = tree.consistencyProof(old, size);
      const [a, b] = [at(roots, old), at(roots, size)];
      for (let bit = 0; bit < 256; bit++) {
        const refused = code('TREE_PROOF_INVALID');
        expect(() => verifyConsistency(head(old, flipBit(a, bit)), head(size), proof)).toThrow(
          refused,
        );
        expect(() => verifyConsistency(head(old), head(size, flipBit(b, bit)), proof)).toThrow(
          refused,
        );
        for (let i = 0; i < proof.length; i++) {
          const bad = proof.with(i, flipBit(at(proof, i), bit));
          expect(() => verifyConsistency(head(old), head(size), bad)).toThrow(refused);
        }
      }
    }
  });

  it('refuses another index, a hash too few, a hash too many and a hash out of place', () => {
    const arbitrary = fc.integer({ min: 2, max: 130 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        index: fc.nat(size - 1),
        other: fc.nat(size - 1),
        extra: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      }),
    );
    fc.assert(
      fc.property(arbitrary, ({ size, index, other, extra }) => {
        const proof = tree.inclusionProof(index, size);
        const check = (i: number, p: Uint8Array[]) => (): void =>
          verifyInclusion(at(leaves, index), i, head(size), p);
        const refused = code('TREE_PROOF_INVALID');
        if (other !== index) expect(check(other, proof)).toThrow(refused);
        expect(check(index, proof.slice(1))).toThrow(refused);
        expect(check(index, proof.slice(0, -1))).toThrow(refused);
        expect(check(index, [...proof, extra])).toThrow(refused);
        expect(check(index, [extra, ...proof])).toThrow(refused);
        if (proof.length > 1) expect(check(index, [...proof].reverse())).toThrow(refused);
      }),
    );
  });

  it('finds a rewritten history: no proof of the true log fits another beginning', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 129 }), fc.nat(128), (old, changed) => {
        const forged = leaves.slice(0, old).with(changed % old, emptyRoot());
        const proof = tree.consistencyProof(old);
        expect(() => verifyConsistency(head(old, definedRoot(forged)), head(130), proof)).toThrow(
          code('TREE_PROOF_INVALID'),
        );
      }),
    );
  });

  it('treats empty and equal trees strictly', () => {
    const [one, two] = [at(roots, 1), at(roots, 2)];
    const refused = code('TREE_PROOF_INVALID');
    verifyConsistency(head(0, emptyRoot()), head(0, emptyRoot()), []);
    verifyConsistency(head(0, emptyRoot()), head(2, two), []);
    expect(() => verifyConsistency(head(0, one), head(2, two), [])).toThrow(refused);
    expect(() => verifyConsistency(head(0, emptyRoot()), head(2, two), [one])).toThrow(refused);
    expect(() => verifyConsistency(head(2, one), head(2, two), [])).toThrow(refused);
    expect(() => verifyConsistency(head(2, two), head(2, two), [one])).toThrow(refused);
    expect(() => verifyConsistency(head(0, one), head(0, one), [])).toThrow(refused);
    expect(() => verifyConsistency(head(2, two), head(1, one), [])).toThrow(
      code('TREE_POSITION_INVALID'),
    );
  });

  it('bounds the proof and the length of its hashes before it hashes', () => {
    const proof = new Array<Uint8Array>(55).fill(emptyRoot());
    const check = (p: Uint8Array[]) => (): void => verifyInclusion(at(leaves, 0), 0, head(130), p);
    expect(check(proof)).toThrow('more than 54');
    expect(check([new Uint8Array(31)])).toThrow(code('HASH_INVALID'));
    expect(() => verifyInclusion(emptyRoot(), 0, head(0, emptyRoot()), [])).toThrow(
      code('TREE_POSITION_INVALID'),
    );
  });
});
