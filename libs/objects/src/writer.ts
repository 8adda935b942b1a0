import { randomBytes } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { parseSha256, type Sha256 } from '#kernel';
import { HASH_LENGTH, leafHash } from '#tlog';
import { Hasher, type Hashes } from '#wire';
import { ObjectsError } from './errors.js';
import { asObjectsError, FILE_MODE, writeAll, writeDurably } from './files.js';
import {
  CHUNK_BYTES,
  encryptChunk,
  KEY_BYTES,
  layoutOf,
  SEALED_CHUNK_BYTES,
  type Layout,
} from './format.js';
import type { ObjectStore, TemporaryFiles } from './store.js';
import { treeOf } from './tree.js';

/** What is known of an attachment once it is stored. Sizes are bytes. */
export interface StoredAttachment extends Layout, Hashes {
  /** Root of the RFC 6962 tree over the ciphertext chunks: the name of the object. */
  readonly root: Sha256;
  /** The whole ciphertext as it lies stored; hashes and size beside it are those of the plaintext. */
  readonly ciphertext: Hashes;
  /** The 32 bytes that open it. The caller wraps them under the thread key and forgets them. */
  readonly key: Uint8Array;
}

/** After so many chunks (64 MiB) the disk catches up and the reserve is looked at again. */
const CHUNKS_PER_SYNC = 256;

/**
 * Takes one attachment piece by piece and leaves its ciphertext in the store. Memory: one chunk, and 32 bytes a chunk.
 * Any error removes what was written; so does `abort()`.
 */
export class AttachmentWriter {
  private readonly plaintext = new Hasher();
  private readonly ciphertext = new Hasher();
  private readonly key = randomBytes(KEY_BYTES);
  private readonly chunk = Buffer.alloc(CHUNK_BYTES);
  private readonly leaves: Buffer;
  private filled = 0;
  private index = 0;
  private taken = 0;
  private state: 'ready' | 'busy' | 'closed' = 'ready';

  private constructor(
    private readonly store: ObjectStore,
    private readonly layout: Layout,
    private readonly files: TemporaryFiles,
    private readonly file: FileHandle,
  ) {
    this.leaves = Buffer.alloc(layout.chunks * HASH_LENGTH);
  }

  /**
   * Begins an attachment of exactly `size` plaintext bytes.
   * @throws ObjectsError OBJECT_TOO_LARGE above the store's limit; OBJECT_STORE_FULL; OBJECT_STORE_FAILED.
   */
  static async open(store: ObjectStore, size: number): Promise<AttachmentWriter> {
    if (size > store.options.maxSize)
      throw new ObjectsError('OBJECT_TOO_LARGE', `limit is ${store.options.maxSize} bytes`);
    const layout = layoutOf(size);
    await store.ensureRoom(layout.ciphertextSize);
    const files = store.temporaryFiles();
    try {
      return new AttachmentWriter(store, layout, files, await open(files.data, 'wx', FILE_MODE));
    } catch (error) {
      throw asObjectsError(error);
    }
  }

  /**
   * Takes the next bytes. Resolves when they are encrypted or buffered; wait for it before the next call and before
   * changing `bytes`: that is the back-pressure.
   * @throws ObjectsError OBJECT_SIZE_MISMATCH when more comes than was declared; OBJECT_STORE_FULL; OBJECT_STORE_FAILED.
   */
  async write(bytes: Uint8Array): Promise<void> {
    await this.guarded(async () => {
      this.taken += bytes.length;
      if (this.taken > this.layout.size)
        throw new ObjectsError('OBJECT_SIZE_MISMATCH', `more than ${this.layout.size} bytes`);
      for (let at = 0; at < bytes.length;) {
        // A full chunk waits until it is known whether another follows.
        if (this.filled === CHUNK_BYTES) await this.flush(false);
        const piece = bytes.subarray(at, at + CHUNK_BYTES - this.filled);
        this.chunk.set(piece, this.filled);
        this.filled += piece.length;
        at += piece.length;
      }
    });
  }

  /**
   * Writes the last chunk and gives the object its name. When it resolves, the object survives a crash; before, a
   * crash leaves only files that `sweep` removes.
   * @param beforeNamed told of the object before it has its name: who keeps the root then can remove what a crash leaves
   * @throws ObjectsError OBJECT_SIZE_MISMATCH when less came than was declared; OBJECT_STORE_FULL; OBJECT_STORE_FAILED.
   */
  async finish(
    beforeNamed?: (stored: StoredAttachment) => Promise<void>,
  ): Promise<StoredAttachment> {
    const key = Uint8Array.from(this.key);
    const stored = await this.guarded(async () => {
      if (this.taken !== this.layout.size)
        throw new ObjectsError('OBJECT_SIZE_MISMATCH', `fewer than ${this.layout.size} bytes`);
      await this.flush(true);
      await this.file.sync();
      await this.file.close();
      await writeDurably(this.files.tree, this.leaves);
      const root = parseSha256(treeOf(this.leaves).root);
      const ciphertext = this.ciphertext.end();
      const known = { ...this.layout, ...this.plaintext.end(), root, ciphertext, key };
      await beforeNamed?.(known);
      if (this.aborted())
        throw new ObjectsError('OBJECT_ARGUMENT_INVALID', 'the writer was aborted');
      await this.store.adopt(root, this.files);
      return known;
    });
    this.forget();
    return stored;
  }

  /** Gives up and removes what was written, also while a call is under way. Does nothing once the object is stored. */
  async abort(): Promise<void> {
    if (this.state === 'closed') return;
    this.forget();
    await this.file.close().catch(() => undefined);
    for (const path of [this.files.data, this.files.tree])
      await rm(path, { force: true }).catch(() => undefined);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    if (this.state !== 'ready')
      throw new ObjectsError('OBJECT_ARGUMENT_INVALID', `the writer is ${this.state}`);
    this.state = 'busy';
    try {
      const result = await work();
      if (!this.aborted()) this.state = 'ready';
      return result;
    } catch (error) {
      await this.abort();
      throw asObjectsError(error);
    }
  }

  /** True if `abort` ran while this call waited for the disk. */
  private aborted(): boolean {
    return this.state === 'closed';
  }

  private async flush(last: boolean): Promise<void> {
    const plaintext = this.chunk.subarray(0, this.filled);
    this.plaintext.update(plaintext);
    const sealed = encryptChunk(this.key, this.index, last, plaintext);
    this.ciphertext.update(sealed);
    this.leaves.set(leafHash(sealed), this.index * HASH_LENGTH);
    await writeAll(this.file, sealed, this.index * SEALED_CHUNK_BYTES);
    this.filled = 0;
    this.index += 1;
    if (this.index % CHUNKS_PER_SYNC !== 0) return;
    await this.file.datasync();
    await this.store.ensureRoom(this.layout.ciphertextSize - this.index * SEALED_CHUNK_BYTES);
  }

  private forget(): void {
    this.state = 'closed';
    this.key.fill(0);
    this.chunk.fill(0);
  }
}
