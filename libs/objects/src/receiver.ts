import { phrase, type Sha256 } from '#kernel';
import { HASH_LENGTH, leafHash, TlogError, verifyInclusion } from '#tlog';
import { ObjectsError } from './errors.js';
import { translated, withFile, writeDurably } from './files.js';
import { layoutOfCiphertext, placeOf, type Layout } from './format.js';
import { PartialObject, type ChunkRun, type VerifiedChunk } from './partial.js';
import { readWhole } from './reader.js';
import type { Hashes } from '#wire';
import type { ObjectStore } from './store.js';
import { leafAt, treeOf } from './tree.js';

export interface IncomingChunk {
  readonly root: Sha256;
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export type ChunkOutcome =
  | { readonly outcome: 'stored' | 'duplicate' }
  | { readonly outcome: 'refused'; readonly error: ObjectsError };

export interface BatchOutcome {
  readonly outcomes: readonly ChunkOutcome[];
  readonly completed: readonly Sha256[];
}

export interface TransferState {
  readonly chunks: number;
  readonly received: number;
  readonly complete: boolean;
}

export const MAX_BATCH = 64;
const MAX_RUNS = 256;
const MAX_PROOF = 13;
const MAX_HASHED = 64;

const stored: ChunkOutcome = { outcome: 'stored' };
const duplicate: ChunkOutcome = { outcome: 'duplicate' };
const refused = (error: ObjectsError): ChunkOutcome => ({ outcome: 'refused', error });

/**
 * Receives chunks in any order and verifies each chunk before writing. Continues after restarts, because all state is on
 * disk.
 */
export class ObjectReceiver {
  private readonly running = new Map<Sha256, Promise<unknown>>();
  private readonly hashed = new Map<Sha256, Hashes>();

  constructor(private readonly store: ObjectStore) {}

  /**
   * Prepares to receive an object that an opened message names, or continues an earlier transfer of the object. @returns the
   * state of the transfer @throws ObjectsError OBJECT_ARGUMENT_INVALID if `chunks` does not fit `ciphertextSize`, or an
   * earlier call named another size; OBJECT_TOO_LARGE; OBJECT_STORE_FULL if space is short or too many transfers are
   * incomplete; OBJECT_STORE_FAILED
   */
  async expect(root: Sha256, chunks: number, ciphertextSize: number): Promise<TransferState> {
    const layout = layoutOfCiphertext(ciphertextSize);
    if (layout.chunks !== chunks)
      throw new ObjectsError('OBJECT_ARGUMENT_INVALID', phrase`chunks does not fit ciphertextSize`);
    if (layout.size > this.store.options.maxSize)
      throw new ObjectsError(
        'OBJECT_TOO_LARGE',
        phrase`limit is ${this.store.options.maxSize} bytes`,
      );
    return this.alone(root, async () => {
      const known = await this.state(root);
      if (known !== undefined) {
        if (known.ciphertextSize !== ciphertextSize)
          throw new ObjectsError(
            'OBJECT_ARGUMENT_INVALID',
            phrase`ciphertextSize was another before`,
          );
        return known;
      }
      if ((await PartialObject.count(this.store)) >= this.store.options.maxPartials)
        throw new ObjectsError('OBJECT_STORE_FULL', 'maxPartials');
      await this.store.ensureRoom(ciphertextSize);
      await PartialObject.create(this.store, root, layout);
      return { chunks, received: 0, complete: false };
    });
  }

  async acceptChunk(chunk: IncomingChunk): Promise<{ stored: boolean; complete: boolean }> {
    const { outcomes, completed } = await this.acceptChunks([chunk]);
    const [first] = outcomes;
    if (first?.outcome === 'refused') throw first.error;
    return { stored: first?.outcome === 'stored', complete: completed.includes(chunk.root) };
  }

  /**
   * Takes a batch of chunks; a bad chunk does not affect the other chunks. Chunks with outcome `stored` are durable when the
   * call resolves. @throws ObjectsError OBJECT_ARGUMENT_INVALID if the batch has more than MAX_BATCH chunks;
   * OBJECT_STORE_FULL or OBJECT_STORE_FAILED: send the batch again; OBJECT_CORRUPT if the stored object is corrupt
   */
  async acceptChunks(batch: readonly IncomingChunk[]): Promise<BatchOutcome> {
    if (batch.length > MAX_BATCH)
      throw new ObjectsError('OBJECT_ARGUMENT_INVALID', phrase`more than ${MAX_BATCH} chunks`);
    const outcomes = batch.map(() => duplicate);
    const completed: Sha256[] = [];
    for (const root of new Set(batch.map((chunk) => chunk.root)))
      if (await this.alone(root, () => this.acceptFor(root, batch, outcomes))) completed.push(root);
    return { outcomes, completed };
  }

  /**
   * Returns the missing chunks, as at most MAX_RUNS runs; none if the object is complete. @throws ObjectsError
   * OBJECT_UNEXPECTED if `expect` was not called, or a sweep removed the transfer; OBJECT_STORE_FAILED
   */
  async missing(root: Sha256): Promise<ChunkRun[]> {
    return this.alone(root, async () => {
      if ((await this.state(root))?.complete === true) return [];
      const partial = await PartialObject.load(this.store, root);
      if (partial === undefined) throw new ObjectsError('OBJECT_UNEXPECTED');
      return partial.missing(MAX_RUNS);
    });
  }

  async progress(root: Sha256): Promise<TransferState> {
    const state = await this.alone(root, () => this.state(root));
    if (state === undefined) throw new ObjectsError('OBJECT_UNEXPECTED');
    return state;
  }

  /**
   * Hashes of a complete ciphertext; the first call after completion usually does not read the file. @throws ObjectsError
   * OBJECT_UNKNOWN, OBJECT_STORE_FAILED; OBJECT_CORRUPT if the file changed on the disk; the object is then removed
   */
  async hashes(root: Sha256): Promise<Hashes> {
    return this.alone(root, async () => {
      const known = this.hashed.get(root);
      this.hashed.delete(root);
      if (known !== undefined) return known;
      const layout = await this.store.layout(root);
      const path = this.store.dataPath(root);
      const whole = await withFile(path, 'r', (file) => readWhole(file, layout));
      if (treeOf(whole.leaves).root === root) return whole.hashes;
      // Corrupted after completion: receive it again.
      await this.store.remove(root);
      throw new ObjectsError('OBJECT_CORRUPT', 'root');
    });
  }

  private async acceptFor(
    root: Sha256,
    batch: readonly IncomingChunk[],
    outcomes: ChunkOutcome[],
  ): Promise<boolean> {
    if ((await this.state(root))?.complete === true) return true;
    const partial = await PartialObject.load(this.store, root);
    const fresh = new Map<number, VerifiedChunk>();
    for (const [position, chunk] of batch.entries())
      if (chunk.root === root) outcomes[position] = outcomeOf(partial, chunk, fresh);
    if (partial === undefined || fresh.size === 0) return false;
    const bytes = [...fresh.values()].reduce((sum, chunk) => sum + chunk.bytes.length, 0);
    await this.store.ensureRoom(bytes);
    await partial.storeChunks([...fresh.values()]);
    return partial.isFull && (await this.complete(root, partial));
  }

  private async state(
    root: Sha256,
  ): Promise<(TransferState & { ciphertextSize: number }) | undefined> {
    const whole = await this.store.find(root);
    if (whole !== undefined) {
      const { chunks, ciphertextSize } = whole;
      return { chunks, received: chunks, complete: true, ciphertextSize };
    }
    const partial = await PartialObject.load(this.store, root);
    if (partial === undefined) return undefined;
    const complete = partial.isFull && (await this.complete(root, partial));
    const { chunks, ciphertextSize } = partial.layout;
    return { chunks, received: partial.received, complete, ciphertextSize };
  }

  /**
   * Gives the verified file its final name and returns true; false if the disk lost chunks. Marks lost chunks as missing.
   * @throws ObjectsError OBJECT_CORRUPT if the root differs
   */
  private async complete(root: Sha256, partial: PartialObject): Promise<boolean> {
    const proven = await partial.leaves();
    const whole = await withFile(partial.dataPath, 'r', (file) => readWhole(file, partial.layout));
    const found = whole.leaves;
    const lost: number[] = [];
    for (let index = 0; index < partial.layout.chunks; index += 1)
      if (proven === undefined || !leafAt(proven, index).equals(leafAt(found, index)))
        lost.push(index);
    if (lost.length > 0) {
      await partial.forget(lost);
      return false;
    }
    if (treeOf(found).root !== root) {
      // All chunks proven, but the root differs: the state file was corrupted. Start again.
      await PartialObject.discard(this.store, root);
      throw new ObjectsError('OBJECT_CORRUPT', 'root');
    }
    await partial.sync();
    const tree = this.store.temporaryFiles().tree;
    await writeDurably(tree, found);
    await this.store.adopt(root, { data: partial.dataPath, tree });
    // Durable now: the object. What a crash leaves of the state is removed by `sweep`.
    await PartialObject.discard(this.store, root);
    this.rememberHashes(root, whole.hashes);
    return true;
  }

  private rememberHashes(root: Sha256, hashes: Hashes): void {
    this.hashed.set(root, hashes);
    const [oldest] = this.hashed.keys();
    if (this.hashed.size > MAX_HASHED && oldest !== undefined) this.hashed.delete(oldest);
  }

  private async alone<T>(root: Sha256, work: () => Promise<T>): Promise<T> {
    const before = this.running.get(root) ?? Promise.resolve();
    const mine = before.then(() => translated(work));
    const settled = mine.catch(() => undefined);
    this.running.set(root, settled);
    try {
      return await mine;
    } finally {
      if (this.running.get(root) === settled) this.running.delete(root);
    }
  }
}

function outcomeOf(
  partial: PartialObject | undefined,
  chunk: IncomingChunk,
  fresh: Map<number, VerifiedChunk>,
): ChunkOutcome {
  if (partial === undefined) return refused(new ObjectsError('OBJECT_UNEXPECTED'));
  if (partial.has(chunk.index) || fresh.has(chunk.index)) return duplicate;
  const verified = verify(partial.layout, chunk);
  if (verified instanceof ObjectsError) return refused(verified);
  fresh.set(chunk.index, verified);
  return stored;
}

function verify(layout: Layout, chunk: IncomingChunk): VerifiedChunk | ObjectsError {
  const { root, index, bytes, proof } = chunk;
  if (!Number.isInteger(index) || index < 0 || index >= layout.chunks)
    return new ObjectsError('OBJECT_CHUNK_REFUSED', 'index');
  if (bytes.length !== placeOf(layout, index).length)
    return new ObjectsError('OBJECT_CHUNK_REFUSED', 'length');
  if (proof.length > MAX_PROOF || proof.some((hash) => hash.length !== HASH_LENGTH))
    return new ObjectsError('OBJECT_CHUNK_REFUSED', phrase`proof length`);
  const leaf = leafHash(bytes);
  try {
    verifyInclusion(leaf, index, { size: layout.chunks, root: Buffer.from(root, 'hex') }, proof);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return new ObjectsError('OBJECT_CHUNK_REFUSED', 'proof', error);
  }
  return { index, bytes, leaf };
}
