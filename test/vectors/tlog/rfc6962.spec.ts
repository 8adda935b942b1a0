import { readFileSync } from 'node:fs';
import { MemoryTree, emptyRoot, leafHash, rootOf, verifyConsistency, verifyInclusion } from '#tlog';

interface Vectors {
  leaves: string[];
  roots: string[];
  inclusion: { index: number; size: number; proof: string[] }[];
  consistency: { old: number; size: number; proof: string[] }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('rfc6962.json', import.meta.url), 'utf8'),
) as Vectors;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string | undefined): Uint8Array => Buffer.from(text ?? '', 'hex');
const leaves = vectors.leaves.map((leaf) => leafHash(bytes(leaf)));
const tree = new MemoryTree(leaves);

describe('known answers for RFC 6962', () => {
  it('roots of sizes 0 to 8', () => {
    expect(hex(emptyRoot())).toBe(vectors.roots[0]);
    expect(vectors.roots.map((_, n) => hex(rootOf(leaves.slice(0, n))))).toEqual(vectors.roots);
  });

  it.each(vectors.inclusion)('inclusion of $index in $size', ({ index, size, proof }) => {
    expect(tree.inclusionProof(index, size).map(hex)).toEqual(proof);
    const leaf = leafHash(bytes(vectors.leaves[index]));
    const root = bytes(vectors.roots[size]);
    verifyInclusion(leaf, index, { size, root }, proof.map(bytes));
    const other = { size, root: emptyRoot() };
    expect(() => verifyInclusion(leaf, index, other, proof.map(bytes))).toThrow();
  });

  it.each(vectors.consistency)('consistency of $old with $size', ({ old, size, proof }) => {
    expect(tree.consistencyProof(old, size).map(hex)).toEqual(proof);
    const head = { size, root: bytes(vectors.roots[size]) };
    verifyConsistency({ size: old, root: bytes(vectors.roots[old]) }, head, proof.map(bytes));
    const other = { size: old, root: emptyRoot() };
    expect(() => verifyConsistency(other, head, proof.map(bytes))).toThrow();
  });
});
