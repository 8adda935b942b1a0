import { randomBytes } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { parseSha256, type Sha256, phrase } from '#kernel';
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

export interface StoredAttachment extends Layout, Hashes {
  /** Root hash of the Merkle tree (RFC 6962) over the ciphertext chunks; also the name of the object. */
  readonly root: Sha256;
  readonly ciphertext: Hashes;
  /** Random key of 32 bytes. The caller wraps the key with the thread's key and keeps no copy. */
  readonly key: Uint8Array;
}

const CHUNKS_PER_SYNC = 256;

/**
 * Encrypts one attachment into the store, in constant memory plus 32 bytes per chunk. An error or `abort()` removes
 * everything written.
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

  static async open(store: ObjectStore, size: number): Promise<AttachmentWriter> {
    if (size > store.options.maxSize)
      throw new ObjectsError('OBJECT_TOO_LARGE', phrase`limit is ${store.options.maxSize} bytes`);
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
   * Encrypts or buffers the next bytes. Await each call before the next call and before changing `bytes`. @throws
   * ObjectsError OBJECT_SIZE_MISMATCH beyond the declared size; OBJECT_STORE_FULL; OBJECT_STORE_FAILED
   */
  async write(bytes: Uint8Array): Promise<void> {
    await this.guarded(async () => {
      this.taken += bytes.length;
      if (this.taken > this.layout.size)
        throw new ObjectsError('OBJECT_SIZE_MISMATCH', phrase`more than ${this.layout.size} bytes`);
      for (let at = 0; at < bytes.length;) {
        // Keeps a full chunk until more bytes come, since the last chunk is marked.
        if (this.filled === CHUNK_BYTES) await this.flush(false);
        const piece = bytes.subarray(at, at + CHUNK_BYTES - this.filled);
        this.chunk.set(piece, this.filled);
        this.filled += piece.length;
        at += piece.length;
      }
    });
  }

  /**
   * Completes the object, which is durable when the call resolves. Calls `beforeNamed` before the object gets its final name,
   * so that key and hashes can be stored first. @throws ObjectsError OBJECT_SIZE_MISMATCH if fewer bytes than declared were
   * written; OBJECT_STORE_FULL; OBJECT_STORE_FAILED
   */
  async finish(
    beforeNamed?: (stored: StoredAttachment) => Promise<void>,
  ): Promise<StoredAttachment> {
    const key = Uint8Array.from(this.key);
    const stored = await this.guarded(async () => {
      if (this.taken !== this.layout.size)
        throw new ObjectsError(
          'OBJECT_SIZE_MISMATCH',
          phrase`fewer than ${this.layout.size} bytes`,
        );
      await this.flush(true);
      await this.file.sync();
      await this.file.close();
      await writeDurably(this.files.tree, this.leaves);
      const root = parseSha256(treeOf(this.leaves).root);
      const ciphertext = this.ciphertext.end();
      const known = { ...this.layout, ...this.plaintext.end(), root, ciphertext, key };
      await beforeNamed?.(known);
      if (this.aborted())
        throw new ObjectsError('OBJECT_ARGUMENT_INVALID', phrase`the writer was aborted`);
      await this.store.adopt(root, this.files);
      return known;
    });
    this.forget();
    return stored;
  }

  async abort(): Promise<void> {
    if (this.state === 'closed') return;
    this.forget();
    await this.file.close().catch(() => undefined);
    for (const path of [this.files.data, this.files.tree])
      await rm(path, { force: true }).catch(() => undefined);
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    if (this.state !== 'ready')
      throw new ObjectsError('OBJECT_ARGUMENT_INVALID', phrase`the writer is ${this.state}`);
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
