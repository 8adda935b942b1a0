import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSha256 } from '#kernel';
import { hashesOf } from '#wire';
import {
  bytesFor,
  openStore,
  storeAttachment,
  withTemporaryDirectory,
} from '../../../test/support/objects.js';
import { CHUNK_BYTES, SEALED_CHUNK_BYTES } from './format.js';
import { AttachmentReader } from './reader.js';
import { MAX_BATCH, ObjectReceiver, type IncomingChunk } from './receiver.js';
import type { ObjectStore, ObjectStoreOptions } from './store.js';
import { sweep } from './sweep.js';
import type { StoredAttachment } from './writer.js';

interface Transfer {
  readonly from: ObjectStore;
  readonly to: ObjectStore;
  readonly receiver: ObjectReceiver;
  readonly stored: StoredAttachment;
  readonly chunks: readonly IncomingChunk[];
}

async function transfer(
  size: number,
  work: (transfer: Transfer) => Promise<void>,
  options: Partial<ObjectStoreOptions> = {},
): Promise<void> {
  await withTemporaryDirectory(async (directory) => {
    const from = await openStore(join(directory, 'from'));
    const to = await openStore(join(directory, 'to'), options);
    const stored = await storeAttachment(from, bytesFor(size, size));
    const reader = new AttachmentReader(from);
    const chunks: IncomingChunk[] = [];
    for (let index = 0; index < stored.chunks; index += 1)
      chunks.push({ root: stored.root, ...(await reader.readChunk(stored.root, index)) });
    await work({ from, to, receiver: new ObjectReceiver(to), stored, chunks });
  });
}

const expectIt = ({ receiver, stored }: Transfer) =>
  receiver.expect(stored.root, stored.chunks, stored.ciphertextSize);

async function sameFiles({ from, to, stored }: Transfer): Promise<void> {
  for (const path of ['dataPath', 'treePath'] as const) {
    const [sent, got] = [
      await readFile(from[path](stored.root)),
      await readFile(to[path](stored.root)),
    ];
    expect(sent.equals(got)).toBe(true);
  }
  expect(await readdir(to.incoming)).toEqual([]);
  expect(await readdir(to.temporary)).toEqual([]);
}

function chunkAt(chunks: readonly IncomingChunk[], index: number): IncomingChunk {
  const chunk = chunks[index];
  if (chunk === undefined) throw new Error(`no chunk ${index}`);
  return chunk;
}

describe('a transfer', () => {
  it('ends in identical bytes in any order, in any batches, with duplicates and restarts', async () => {
    const count = 7;
    await transfer((count - 1) * CHUNK_BYTES + 5, async (all) => {
      const { to, stored, chunks } = all;
      const every = Array.from({ length: count }, (_, index) => index);
      const order = fc
        .tuple(
          fc.array(fc.nat(count - 1), { maxLength: 20 }),
          fc.shuffledSubarray(every, { minLength: count }),
        )
        .map((parts) => parts.flat());
      await fc.assert(
        fc.asyncProperty(order, fc.integer({ min: 1, max: 5 }), async (sequence, batch) => {
          await to.remove(stored.root);
          await expectIt(all);
          let accepted = 0;
          for (let at = 0; at < sequence.length; at += batch) {
            // New receiver each time: no state may live in memory alone.
            const receiver = new ObjectReceiver(to);
            const result = await receiver.acceptChunks(
              sequence.slice(at, at + batch).map((index) => chunkAt(chunks, index)),
            );
            accepted += result.outcomes.filter(({ outcome }) => outcome === 'stored').length;
            const state = await receiver.progress(stored.root);
            expect(state).toEqual({
              ...state,
              chunks: count,
              received: accepted,
              complete: accepted === count,
            });
            const missing = await receiver.missing(stored.root);
            expect(missing.reduce((sum, run) => sum + run.to - run.from, 0)).toBe(count - accepted);
          }
          await sameFiles(all);
          expect(await new ObjectReceiver(to).hashes(stored.root)).toEqual(stored.ciphertext);
        }),
        { numRuns: 15 },
      );
      const plaintext = bytesFor(stored.size, stored.size);
      let at = 0;
      const stream = new AttachmentReader(to).decryptStream(stored.root, stored.key, stored.size);
      for await (const piece of stream) {
        expect(plaintext.subarray(at, at + piece.length).equals(piece)).toBe(true);
        at += piece.length;
      }
      expect(at).toBe(stored.size);
    });
  });

  it('names the whole ciphertext by its hashes, without reading it again, and again after a restart', async () => {
    await transfer(3 * CHUNK_BYTES + 1, async (all) => {
      const { to, receiver, stored, chunks } = all;
      await expectIt(all);
      await expect(receiver.hashes(stored.root)).rejects.toMatchObject({ code: 'OBJECT_UNKNOWN' });
      await receiver.acceptChunks([...chunks].reverse());
      const path = to.dataPath(stored.root);
      const bytes = await readFile(path);
      expect(hashesOf(bytes)).toEqual(stored.ciphertext);
      // Hashes read at completion, though the disk changed afterwards.
      await writeFile(path, bytes.with(0, (bytes[0] ?? 0) ^ 1));
      expect(await receiver.hashes(stored.root)).toEqual(stored.ciphertext);
      await expect(receiver.hashes(stored.root)).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' });
      // A corrupted file is removed, and the object is received again.
      expect(await to.find(stored.root)).toBeUndefined();
      await expectIt(all);
      await receiver.acceptChunks(chunks);
      expect(await new ObjectReceiver(to).hashes(stored.root)).toEqual(stored.ciphertext);
    });
  });

  it('takes an empty attachment and one chunk at a time', async () => {
    await transfer(0, async (all) => {
      await expectIt(all);
      const only = chunkAt(all.chunks, 0);
      expect(await all.receiver.acceptChunk(only)).toEqual({ stored: true, complete: true });
      expect(await all.receiver.acceptChunk(only)).toEqual({ stored: false, complete: true });
      await sameFiles(all);
      expect(await expectIt(all)).toMatchObject({ complete: true });
    });
  });

  it('serves calls on the same object that run beside each other', async () => {
    await transfer(9 * CHUNK_BYTES, async (all) => {
      await Promise.all([expectIt(all), expectIt(all), expectIt(all)]);
      await Promise.all(all.chunks.map((chunk) => all.receiver.acceptChunk(chunk)));
      await sameFiles(all);
    });
  });

  it('names what is missing as runs', async () => {
    await transfer(8 * CHUNK_BYTES, async (all) => {
      await expectIt(all);
      await all.receiver.acceptChunks([2, 3, 7].map((index) => chunkAt(all.chunks, index)));
      expect(await all.receiver.missing(all.stored.root)).toEqual([
        { from: 0, to: 2 },
        { from: 4, to: 7 },
      ]);
    });
  });
});

describe('what a receiver refuses', () => {
  it('chunks that are not under the root, without writing a byte or losing the good ones', async () => {
    await transfer(3 * CHUNK_BYTES + 9, async (all) => {
      await expectIt(all);
      const [zero, one, two] = [0, 1, 2].map((index) => chunkAt(all.chunks, index));
      if (zero === undefined || one === undefined || two === undefined) throw new Error('chunks');
      const flipped = Buffer.from(zero.bytes);
      flipped[100] = (flipped[100] ?? 0) ^ 1;
      const long = Array.from({ length: 60 }, () => Buffer.alloc(32));
      const bad: IncomingChunk[] = [
        { ...zero, bytes: flipped },
        { ...zero, bytes: one.bytes },
        { ...zero, index: 1 },
        { ...zero, index: 3 },
        { ...zero, index: -1 },
        { ...zero, index: 0.5 },
        { ...zero, index: 4 },
        { ...zero, index: Number.NaN },
        { ...zero, proof: one.proof },
        { ...zero, proof: [] },
        { ...zero, proof: [...zero.proof, Buffer.alloc(32)] },
        { ...zero, proof: zero.proof.map((hash) => hash.subarray(1)) },
        { ...zero, proof: long },
        { ...zero, bytes: zero.bytes.subarray(1) },
        { ...zero, bytes: Buffer.alloc(0) },
      ];
      const { outcomes } = await all.receiver.acceptChunks([...bad, two]);
      for (const outcome of outcomes.slice(0, -1))
        expect(outcome).toMatchObject({
          outcome: 'refused',
          error: { code: 'OBJECT_CHUNK_REFUSED' },
        });
      expect(outcomes.at(-1)).toEqual({ outcome: 'stored' });
      const data = await readFile(all.to.partialPaths(all.stored.root).data);
      data.fill(0, 2 * SEALED_CHUNK_BYTES, 3 * SEALED_CHUNK_BYTES);
      expect(data.equals(Buffer.alloc(data.length))).toBe(true);
      await expect(all.receiver.acceptChunk(chunkAt(bad, 0))).rejects.toMatchObject({
        code: 'OBJECT_CHUNK_REFUSED',
      });
    });
  });

  it('an object nobody announced, and leaves no file', async () => {
    await transfer(10, async (all) => {
      const unexpected = { code: 'OBJECT_UNEXPECTED' };
      const { receiver, stored } = all;
      const first = chunkAt(all.chunks, 0);
      await expect(receiver.acceptChunk(first)).rejects.toMatchObject(unexpected);
      await expect(receiver.missing(stored.root)).rejects.toMatchObject(unexpected);
      await expect(receiver.progress(stored.root)).rejects.toMatchObject(unexpected);
      expect(await readdir(all.to.incoming)).toEqual([]);
    });
  });

  it('announcements outside the limits', async () => {
    await transfer(
      10,
      async ({ receiver, stored }) => {
        const { root } = stored;
        const refused = (chunks: number, bytes: number, code: string) =>
          expect(receiver.expect(root, chunks, bytes)).rejects.toMatchObject({ code });
        await refused(2, 26, 'OBJECT_ARGUMENT_INVALID');
        await refused(1, 15, 'OBJECT_ARGUMENT_INVALID');
        await refused(1, 10_017, 'OBJECT_TOO_LARGE');
        await receiver.expect(root, 1, 26);
        await refused(1, 27, 'OBJECT_ARGUMENT_INVALID');
        const other = parseSha256('1'.repeat(64));
        await expect(receiver.expect(other, 1, 26)).rejects.toMatchObject({
          code: 'OBJECT_STORE_FULL',
          detail: 'maxPartials',
        });
      },
      { maxSize: 10_000, maxPartials: 1 },
    );
  });

  it('more chunks at once than the limit', async () => {
    await transfer(10, async (all) => {
      const many = Array.from({ length: MAX_BATCH + 1 }, () => chunkAt(all.chunks, 0));
      await expect(all.receiver.acceptChunks(many)).rejects.toMatchObject({
        code: 'OBJECT_ARGUMENT_INVALID',
      });
    });
  });
});

describe('after damage', () => {
  it('asks again for a chunk that the disk lost although it was confirmed', async () => {
    await transfer(3 * CHUNK_BYTES, async (all) => {
      await expectIt(all);
      await all.receiver.acceptChunks(all.chunks.slice(0, 2));
      const { data } = all.to.partialPaths(all.stored.root);
      const bytes = await readFile(data);
      bytes.fill(0, SEALED_CHUNK_BYTES, SEALED_CHUNK_BYTES + 4096);
      await writeFile(data, bytes);
      const last = await all.receiver.acceptChunk(chunkAt(all.chunks, 2));
      expect(last).toEqual({ stored: true, complete: false });
      expect(await all.receiver.missing(all.stored.root)).toEqual([{ from: 1, to: 2 }]);
      const again = await all.receiver.acceptChunk(chunkAt(all.chunks, 1));
      expect(again).toEqual({ stored: true, complete: true });
      await sameFiles(all);
    });
  });

  it('finishes what a crash left between the last chunk and the final name', async () => {
    await transfer(2 * CHUNK_BYTES, async (all) => {
      const { to, stored, receiver } = all;
      await expectIt(all);
      await receiver.acceptChunk(chunkAt(all.chunks, 0));
      const { data, state } = to.partialPaths(stored.root);
      const almost = await readFile(state);
      await receiver.acceptChunk(chunkAt(all.chunks, 1));
      // State as after a crash between the last bit and the rename.
      almost[16] = 3;
      almost.set((await readFile(to.treePath(stored.root))).subarray(32), 17 + 32);
      await rename(to.dataPath(stored.root), data);
      await writeFile(state, almost);
      expect(await receiver.missing(stored.root)).toEqual([]);
      await sameFiles(all);
    });
  });

  it('treats a damaged or missing state as not announced, and begins again when it is', async () => {
    await transfer(2 * CHUNK_BYTES, async (all) => {
      for (const damage of [Buffer.alloc(0), Buffer.alloc(200), Buffer.from('LIAISEP1')]) {
        await expectIt(all);
        await all.receiver.acceptChunk(chunkAt(all.chunks, 0));
        await writeFile(all.to.partialPaths(all.stored.root).state, damage);
        await expect(all.receiver.missing(all.stored.root)).rejects.toMatchObject({
          code: 'OBJECT_UNEXPECTED',
        });
        expect(await expectIt(all)).toMatchObject({ received: 0 });
      }
      await all.receiver.acceptChunks(all.chunks);
      await sameFiles(all);
    });
  });

  it('sweeps a transfer nobody went on with, both files together', async () => {
    await transfer(2 * CHUNK_BYTES, async (all) => {
      await expectIt(all);
      const ages = { uploads: 1_000, transfers: 86_400_000 };
      expect(await sweep(all.to, Date.now() + 3_600_000, ages)).toBe(0);
      expect(await sweep(all.to, Date.now() + 90_000_000, ages)).toBe(2);
      expect(await readdir(all.to.incoming)).toEqual([]);
    });
  });
});
