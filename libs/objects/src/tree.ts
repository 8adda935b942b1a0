import { HASH_LENGTH, MemoryTree } from '#tlog';

/** Leaf hashes of an attachment's ciphertext chunks, one after another, with the RFC 6962 tree over them. */
export interface ChunkTree {
  readonly leaves: Buffer;
  readonly tree: MemoryTree;
  /** Root hash, lower-case hexadecimal. */
  readonly root: string;
}

/** The leaf hash of chunk `index`; a view, not a copy. */
export function leafAt(leaves: Buffer, index: number): Buffer {
  return leaves.subarray(index * HASH_LENGTH, (index + 1) * HASH_LENGTH);
}

/** Builds the tree in one go: about 2 ms of the main loop for 1,000 chunks, which is why MAX_CHUNKS is what it is. */
export function treeOf(leaves: Buffer): ChunkTree {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < leaves.length; at += HASH_LENGTH)
    hashes.push(leaves.subarray(at, at + HASH_LENGTH));
  const tree = new MemoryTree(hashes);
  return { leaves, tree, root: Buffer.from(tree.root()).toString('hex') };
}
