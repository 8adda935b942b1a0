import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Sha256 } from '#kernel';
import { HASH_LENGTH } from '#tlog';
import { ObjectsError } from './errors.js';
import {
  FILE_MODE,
  readExactly,
  syncDirectory,
  systemCode,
  withFile,
  writeAll,
  writeDurably,
} from './files.js';
import { layoutOfCiphertext, placeOf, type Layout } from './format.js';
import type { ObjectStore } from './store.js';

/** Run of chunks from `from` (inclusive) to `to` (exclusive). */
export interface ChunkRun {
  readonly from: number;
  readonly to: number;
}

export interface VerifiedChunk {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly leaf: Uint8Array;
}

const MAGIC = Buffer.from('LIAISEP1', 'latin1');
const HEADER_BYTES = 16;

const bitsIn = (byte: number): number => byte.toString(2).replaceAll('0', '').length;

/**
 * Object that is being received. `.part` holds the ciphertext; `.state` tells which chunks are durable. A crash loses at most
 * one batch of chunks.
 */
export class PartialObject {
  private constructor(
    private readonly paths: { readonly data: string; readonly state: string },
    readonly layout: Layout,
    private readonly bits: Buffer,
  ) {}

  static async create(store: ObjectStore, root: Sha256, layout: Layout): Promise<PartialObject> {
    const paths = store.partialPaths(root);
    const bits = Buffer.alloc(Math.ceil(layout.chunks / 8));
    const header = Buffer.alloc(HEADER_BYTES);
    MAGIC.copy(header);
    header.writeBigUInt64BE(BigInt(layout.ciphertextSize), MAGIC.length);
    await withFile(paths.data, 'w', async (file) => {
      await file.truncate(layout.ciphertextSize);
      await file.sync();
    });
    const temporary = store.temporaryFiles().tree;
    const leaves = Buffer.alloc(layout.chunks * HASH_LENGTH);
    await writeDurably(temporary, Buffer.concat([header, bits, leaves]));
    await rename(temporary, paths.state);
    await syncDirectory(store.incoming);
    return new PartialObject(paths, layout, bits);
  }

  static async load(store: ObjectStore, root: Sha256): Promise<PartialObject | undefined> {
    const paths = store.partialPaths(root);
    try {
      return await withFile(paths.state, 'r', async (file) => {
        const header = await readExactly(file, 0, HEADER_BYTES);
        if (header?.subarray(0, MAGIC.length).equals(MAGIC) !== true) return undefined;
        const layout = layoutOfCiphertext(Number(header.readBigUInt64BE(MAGIC.length)));
        const bits = await readExactly(file, HEADER_BYTES, Math.ceil(layout.chunks / 8));
        const size = await withFile(paths.data, 'r', async (data) => (await data.stat()).size);
        if (bits === undefined || size !== layout.ciphertextSize) return undefined;
        return new PartialObject(paths, layout, bits);
      });
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' && !(error instanceof ObjectsError)) throw error;
      await store.assertPrepared();
      return undefined;
    }
  }

  static async count(store: ObjectStore): Promise<number> {
    return (await readdir(store.incoming)).filter((name) => name.endsWith('.state')).length;
  }

  get dataPath(): string {
    return this.paths.data;
  }

  has(index: number): boolean {
    return (((this.bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
  }

  get received(): number {
    return this.bits.reduce((sum, byte) => sum + bitsIn(byte), 0);
  }

  get isFull(): boolean {
    return this.received === this.layout.chunks;
  }

  missing(limit: number): ChunkRun[] {
    const runs: ChunkRun[] = [];
    for (let from = 0; from < this.layout.chunks && runs.length < limit; from += 1) {
      if (this.has(from)) continue;
      let to = from + 1;
      while (to < this.layout.chunks && !this.has(to)) to += 1;
      runs.push({ from, to });
      from = to;
    }
    return runs;
  }

  async storeChunks(chunks: readonly VerifiedChunk[]): Promise<void> {
    if (chunks.length === 0) return;
    await withFile(this.paths.data, 'r+', async (file) => {
      for (const { index, bytes } of chunks)
        await writeAll(file, bytes, placeOf(this.layout, index).offset);
      await file.datasync();
    });
    // Durable now: the bytes. A crash here costs a second transfer of this batch.
    await withFile(this.paths.state, 'r+', async (file) => {
      for (const { index, leaf } of chunks) await writeAll(file, leaf, this.leafPosition(index));
      for (const { index } of chunks) this.mark(index, true);
      await this.writeBits(file);
    });
    // Durable now: the bits. After a crash `missing` leaves these chunks out.
  }

  async forget(indexes: readonly number[]): Promise<void> {
    for (const index of indexes) this.mark(index, false);
    await withFile(this.paths.state, 'r+', (file) => this.writeBits(file));
  }

  async leaves(): Promise<Buffer | undefined> {
    const length = this.layout.chunks * HASH_LENGTH;
    return withFile(this.paths.state, 'r', (file) =>
      readExactly(file, this.leafPosition(0), length),
    );
  }

  async sync(): Promise<void> {
    const file = await open(this.paths.data, 'r+', FILE_MODE);
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }

  static async discard(store: ObjectStore, root: Sha256): Promise<void> {
    const { state, data } = store.partialPaths(root);
    for (const path of [state, data]) await rm(path, { force: true });
    await syncDirectory(store.incoming);
  }

  private mark(index: number, here: boolean): void {
    const byte = this.bits[index >> 3] ?? 0;
    const bit = 1 << (index & 7);
    this.bits[index >> 3] = here ? byte | bit : byte & ~bit;
  }

  private async writeBits(file: FileHandle): Promise<void> {
    await writeAll(file, this.bits, HEADER_BYTES);
    await file.datasync();
  }

  private leafPosition(index: number): number {
    return HEADER_BYTES + this.bits.length + index * HASH_LENGTH;
  }
}
