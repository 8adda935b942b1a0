import { phrase, type Sha256, type Sha512 } from '#kernel';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { HASH_LENGTH, leafHash } from '#tlog';
import { Hasher, type Hashes } from '#wire';
import { ObjectsError } from './errors.js';
import { readExactly, systemCode, translated, withFile } from './files.js';
import { decryptChunk, placeOf, rangeOf, type Layout } from './format.js';
import type { ObjectStore } from './store.js';
import { leafAt, treeOf, type ChunkTree } from './tree.js';

export interface ProvenChunk {
  readonly index: number;
  readonly chunks: number;
  readonly ciphertextSize: number;
  readonly bytes: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface DeclaredPlaintext {
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
}

/** Range of plaintext bytes, `to` exclusive; the default is all bytes. */
export interface ByteRange {
  readonly from?: number;
  readonly to?: number;
}

const MAX_TREES = 8;
const MAX_CHECKED = 256;

export class AttachmentReader {
  private readonly trees = new Map<Sha256, ChunkTree>();
  private readonly checked = new Set<string>();

  constructor(private readonly store: ObjectStore) {}

  /**
   * Reads a chunk with its inclusion proof. Hashes the bytes again, so bytes changed on the disk are not sent. @throws
   * ObjectsError OBJECT_UNKNOWN, OBJECT_ARGUMENT_INVALID (no such chunk), OBJECT_CORRUPT, OBJECT_STORE_FAILED
   */
  async readChunk(root: Sha256, index: number): Promise<ProvenChunk> {
    const layout = await this.store.layout(root);
    const { chunks, ciphertextSize } = layout;
    placeOf(layout, index);
    const bytes = await this.open(root, (file) => chunkOf(file, layout, index));
    const tree = await this.tree(root, layout);
    if (!leafAt(tree.leaves, index).equals(leafHash(bytes)))
      throw new ObjectsError('OBJECT_CORRUPT', phrase`chunk ${index} of ${chunks}`);
    return { index, chunks, ciphertextSize, bytes, proof: tree.tree.inclusionProof(index) };
  }

  /**
   * Decrypts in constant memory and yields only verified chunks. Only a finished iteration over all bytes proves the
   * attachment. @throws ObjectsError OBJECT_UNKNOWN, OBJECT_ARGUMENT_INVALID (range), OBJECT_CORRUPT, OBJECT_STORE_FAILED
   */
  async *decryptStream(
    root: Sha256,
    key: Uint8Array,
    size: number,
    range: ByteRange = {},
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const layout = await this.store.layout(root);
    if (layout.size !== size) throw new ObjectsError('OBJECT_CORRUPT', 'size');
    const wanted = rangeOf(layout, range.from ?? 0, range.to ?? size);
    const open = async (file: FileHandle, index: number): Promise<Buffer> =>
      decryptChunk(key, index, index === layout.chunks - 1, await chunkOf(file, layout, index));
    const checked = `${root} ${createHash('sha256').update(key).digest('hex')}`;
    // Checked once for downloads by chunk; each chunk is verified again when read.
    if (!this.checked.has(checked)) {
      await this.open(root, (file) => open(file, layout.chunks - 1));
      this.note(checked);
    }
    let { skip, take } = wanted;
    for (let index = wanted.first; index < wanted.end; index += 1) {
      // Opened per chunk, so an abandoned iteration leaves no file open.
      const plaintext = await this.open(root, (file) => open(file, index));
      const piece = plaintext.subarray(skip, skip + take);
      skip = 0;
      take -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  /**
   * Decrypts the whole object and compares size and hashes with those in the signed document. @throws ObjectsError
   * OBJECT_CORRUPT if size or a hash differs; also the errors of `decryptStream`
   */
  async verify(root: Sha256, key: Uint8Array, declared: DeclaredPlaintext): Promise<void> {
    const hasher = new Hasher();
    for await (const piece of this.decryptStream(root, key, declared.size)) hasher.update(piece);
    const { sha256, sha512 } = hasher.end();
    if (sha256 !== declared.sha256) throw new ObjectsError('OBJECT_CORRUPT', 'sha256');
    if (sha512 !== declared.sha512) throw new ObjectsError('OBJECT_CORRUPT', 'sha512');
  }

  private note(checked: string): void {
    this.checked.add(checked);
    const [oldest] = this.checked;
    if (this.checked.size > MAX_CHECKED && oldest !== undefined) this.checked.delete(oldest);
  }

  private async open<T>(root: Sha256, work: (file: FileHandle) => Promise<T>): Promise<T> {
    return translated(async () => {
      try {
        return await withFile(this.store.dataPath(root), 'r', work);
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        await this.store.assertPrepared();
        throw new ObjectsError('OBJECT_UNKNOWN');
      }
    });
  }

  private async tree(root: Sha256, layout: Layout): Promise<ChunkTree> {
    const known = this.trees.get(root);
    if (known !== undefined) {
      this.trees.delete(root);
      this.trees.set(root, known);
      return known;
    }
    const tree = (await this.storedTree(root, layout)) ?? (await this.rebuiltTree(root, layout));
    if (tree.root !== root) throw new ObjectsError('OBJECT_CORRUPT', 'root');
    this.trees.set(root, tree);
    for (const oldest of this.trees.keys()) {
      if (this.trees.size <= MAX_TREES) break;
      this.trees.delete(oldest);
    }
    return tree;
  }

  private async storedTree(root: Sha256, layout: Layout): Promise<ChunkTree | undefined> {
    const leaves = await readFile(this.store.treePath(root)).catch(() => undefined);
    if (leaves?.length !== layout.chunks * HASH_LENGTH) return undefined;
    const tree = treeOf(leaves);
    return tree.root === root ? tree : undefined;
  }

  private async rebuiltTree(root: Sha256, layout: Layout): Promise<ChunkTree> {
    const { leaves } = await this.open(root, (file) => readWhole(file, layout));
    return treeOf(leaves);
  }
}

async function chunkOf(file: FileHandle, layout: Layout, index: number): Promise<Buffer> {
  const { offset, length } = placeOf(layout, index);
  const bytes = await readExactly(file, offset, length);
  if (bytes === undefined) throw new ObjectsError('OBJECT_CORRUPT', phrase`size of the file`);
  return bytes;
}

export interface WholeCiphertext {
  readonly leaves: Buffer;
  readonly hashes: Hashes;
}

export async function readWhole(file: FileHandle, layout: Layout): Promise<WholeCiphertext> {
  const leaves = Buffer.alloc(layout.chunks * HASH_LENGTH);
  const hasher = new Hasher();
  for (let index = 0; index < layout.chunks; index += 1) {
    const chunk = await chunkOf(file, layout, index);
    leaves.set(leafHash(chunk), index * HASH_LENGTH);
    hasher.update(chunk);
  }
  return { leaves, hashes: hasher.end() };
}
