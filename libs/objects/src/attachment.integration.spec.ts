import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSha256 } from '#kernel';
import { inclusionProofOf, leafHash, rootOf } from '#tlog';
import { hashesOf } from '#wire';
import {
  bytesFor,
  openStore,
  storeAttachment,
  unmounted,
  withTemporaryDirectory,
} from '../../../test/support/objects.js';
import { CHUNK_BYTES, SEALED_CHUNK_BYTES } from './format.js';
import { AttachmentReader, type ByteRange } from './reader.js';
import { ObjectReceiver } from './receiver.js';
import type { ObjectStore } from './store.js';
import { sweep } from './sweep.js';
import { AttachmentWriter, type StoredAttachment } from './writer.js';

const absent = parseSha256('0'.repeat(64));

async function plaintextOf(
  store: ObjectStore,
  stored: StoredAttachment,
  range: ByteRange = {},
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const stream = new AttachmentReader(store).decryptStream(
    stored.root,
    stored.key,
    stored.size,
    range,
  );
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function filesOf(store: ObjectStore): Promise<string[]> {
  const names = await readdir(store.options.directory, { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('writing and reading', () => {
  it('gives back the bytes for sizes around chunk boundaries and pieces of any size', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const size = fc
        .tuple(fc.nat(3), fc.integer({ min: -2, max: 2 }))
        .map(([chunks, by]) => Math.max(0, chunks * CHUNK_BYTES + by));
      const piece = fc.oneof(fc.integer({ min: 1000, max: 700_000 }), fc.constant(CHUNK_BYTES));
      await fc.assert(
        fc.asyncProperty(fc.nat(), size, piece, async (seed, bytes, each) => {
          const plaintext = bytesFor(seed, bytes);
          const stored = await storeAttachment(store, plaintext, each);
          expect(stored.sha256).toBe(createHash('sha256').update(plaintext).digest('hex'));
          expect(stored.sha512).toBe(createHash('sha512').update(plaintext).digest('hex'));
          expect((await plaintextOf(store, stored)).equals(plaintext)).toBe(true);
          await new AttachmentReader(store).verify(stored.root, stored.key, stored);
        }),
        { numRuns: 40 },
      );
      expect(await readdir(store.temporary)).toEqual([]);
    });
  });

  it('reads any range', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const plaintext = bytesFor(5, 3 * CHUNK_BYTES + 77);
      const stored = await storeAttachment(store, plaintext);
      const end = fc.oneof(
        fc.nat(plaintext.length),
        fc.constantFrom(0, CHUNK_BYTES, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES, plaintext.length),
      );
      await fc.assert(
        fc.asyncProperty(end, end, async (a, b) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const read = await plaintextOf(store, stored, { from, to });
          expect(read.equals(plaintext.subarray(from, to))).toBe(true);
        }),
        { numRuns: 60 },
      );
      await expect(plaintextOf(store, stored, { from: 2, to: 1 })).rejects.toMatchObject({
        code: 'OBJECT_ARGUMENT_INVALID',
      });
    });
  });

  it('names the object by the root of its chunks and proves each', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const stored = await storeAttachment(store, bytesFor(6, 6 * CHUNK_BYTES + 1));
      const ciphertext = await readFile(store.dataPath(stored.root));
      expect(ciphertext.length).toBe(stored.ciphertextSize);
      // Equal to the output of `sha256sum` and `sha512sum`.
      expect(stored.ciphertext).toEqual(hashesOf(ciphertext));
      const leaves: Uint8Array[] = [];
      for (let at = 0; at < ciphertext.length; at += SEALED_CHUNK_BYTES)
        leaves.push(leafHash(ciphertext.subarray(at, at + SEALED_CHUNK_BYTES)));
      expect(Buffer.from(rootOf(leaves)).toString('hex')).toBe(stored.root);
      const reader = new AttachmentReader(store);
      for (let index = 0; index < stored.chunks; index += 1) {
        const chunk = await reader.readChunk(stored.root, index);
        const at = index * SEALED_CHUNK_BYTES;
        expect(ciphertext.subarray(at, at + SEALED_CHUNK_BYTES).equals(chunk.bytes)).toBe(true);
        expect(chunk.proof.map((hash) => Buffer.from(hash))).toEqual(
          inclusionProofOf(leaves, index).map((hash) => Buffer.from(hash)),
        );
      }
      await expect(reader.readChunk(stored.root, stored.chunks)).rejects.toMatchObject({
        code: 'OBJECT_ARGUMENT_INVALID',
      });
    });
  });

  it('uses another key for the same bytes', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const [one, two] = [bytesFor(7, 100), bytesFor(7, 100)];
      const first = await storeAttachment(store, one);
      const second = await storeAttachment(store, two);
      expect(first.sha256).toBe(second.sha256);
      expect(first.root).not.toBe(second.root);
      expect(Buffer.from(first.key).equals(second.key)).toBe(false);
      await expect(plaintextOf(store, { ...first, key: second.key })).rejects.toMatchObject({
        code: 'OBJECT_CORRUPT',
      });
    });
  });
});

describe('what a writer refuses', () => {
  it.each([
    ['too large', 101, 101, 'OBJECT_TOO_LARGE'],
    ['more than declared', 50, 51, 'OBJECT_SIZE_MISMATCH'],
    ['fewer than declared', 50, 49, 'OBJECT_SIZE_MISMATCH'],
    ['a size that is none', -1, 0, 'OBJECT_ARGUMENT_INVALID'],
  ])('%s, and leaves nothing behind', async (_, declared, sent, code) => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory, { maxSize: 100 });
      const upload = async (): Promise<void> => {
        const writer = await AttachmentWriter.open(store, declared);
        await writer.write(Buffer.alloc(sent));
        await writer.finish();
      };
      await expect(upload()).rejects.toMatchObject({ code });
      expect(await filesOf(store)).toEqual([]);
    });
  });

  it('a full disk', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory, { reserve: Number.MAX_SAFE_INTEGER });
      expect(await store.free()).toBe(0);
      await expect(AttachmentWriter.open(store, 1)).rejects.toMatchObject({
        code: 'OBJECT_STORE_FULL',
        action: 'retry',
      });
    });
  });

  it('calls after the end, calls beside each other, and abort removes the file', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const done = await AttachmentWriter.open(store, 0);
      await done.finish();
      await expect(done.write(Buffer.alloc(0))).rejects.toMatchObject({
        code: 'OBJECT_ARGUMENT_INVALID',
      });
      const kept = await filesOf(store);

      const writer = await AttachmentWriter.open(store, 3 * CHUNK_BYTES);
      const first = writer.write(Buffer.alloc(2 * CHUNK_BYTES));
      await expect(writer.write(Buffer.alloc(1))).rejects.toMatchObject({
        code: 'OBJECT_ARGUMENT_INVALID',
      });
      await first;
      const pending = writer.write(Buffer.alloc(CHUNK_BYTES)).catch(() => undefined);
      await writer.abort();
      await pending;
      await writer.abort();
      await expect(writer.finish()).rejects.toMatchObject({ code: 'OBJECT_ARGUMENT_INVALID' });
      expect(await filesOf(store)).toEqual(kept);
    });
  });
});

describe('damage at rest', () => {
  it('refuses a flipped bit when relaying and when reading', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const stored = await storeAttachment(store, bytesFor(8, 2 * CHUNK_BYTES));
      const bytes = await readFile(store.dataPath(stored.root));
      bytes[SEALED_CHUNK_BYTES + 9] = (bytes[SEALED_CHUNK_BYTES + 9] ?? 0) ^ 4;
      await writeFile(store.dataPath(stored.root), bytes);
      const reader = new AttachmentReader(store);
      await reader.readChunk(stored.root, 0);
      const corrupt = { code: 'OBJECT_CORRUPT', action: 'alarm' };
      await expect(reader.readChunk(stored.root, 1)).rejects.toMatchObject(corrupt);
      await expect(plaintextOf(store, stored)).rejects.toMatchObject(corrupt);
    });
  });

  it.each([1, 16, CHUNK_BYTES, SEALED_CHUNK_BYTES, SEALED_CHUNK_BYTES + 1])(
    'refuses a file shortened by %i bytes, also for a range before the cut',
    async (cut) => {
      await withTemporaryDirectory(async (directory) => {
        const store = await openStore(directory);
        const stored = await storeAttachment(store, bytesFor(9, 3 * CHUNK_BYTES));
        await truncate(store.dataPath(stored.root), stored.ciphertextSize - cut);
        const shorter = {
          ...stored,
          size: (await store.find(stored.root).catch(() => stored))?.size ?? 0,
        };
        for (const claim of [stored, shorter])
          await expect(plaintextOf(store, claim, { from: 0, to: 10 })).rejects.toMatchObject({
            code: 'OBJECT_CORRUPT',
          });
        const reader = new AttachmentReader(store);
        const relay = async (): Promise<void> => {
          for (let index = 0; index < 3; index += 1) await reader.readChunk(stored.root, index);
        };
        await expect(relay()).rejects.toMatchObject({ code: 'OBJECT_CORRUPT' });
      });
    },
  );

  it('needs the leaf hashes only to save time', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const stored = await storeAttachment(store, bytesFor(10, 2 * CHUNK_BYTES));
      const before = await new AttachmentReader(store).readChunk(stored.root, 1);
      await writeFile(store.treePath(stored.root), Buffer.alloc(64));
      expect(await new AttachmentReader(store).readChunk(stored.root, 1)).toEqual(before);
      await rm(store.treePath(stored.root));
      expect(await new AttachmentReader(store).readChunk(stored.root, 1)).toEqual(before);
    });
  });

  it('says which hash of the document does not fit', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const stored = await storeAttachment(store, bytesFor(11, 10));
      const reader = new AttachmentReader(store);
      const wrong = { ...stored, sha256: absent };
      await expect(reader.verify(stored.root, stored.key, wrong)).rejects.toMatchObject({
        code: 'OBJECT_CORRUPT',
        detail: 'sha256',
      });
    });
  });
});

describe('removing', () => {
  it('removes an object and then does not know it', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const stored = await storeAttachment(store, bytesFor(12, 10));
      expect(await store.find(stored.root)).toMatchObject({ size: 10 });
      expect(await store.remove(stored.root)).toBe(true);
      expect(await store.remove(stored.root)).toBe(false);
      expect(await filesOf(store)).toEqual([]);
      for (const root of [stored.root, absent])
        await expect(new AttachmentReader(store).readChunk(root, 0)).rejects.toMatchObject({
          code: 'OBJECT_UNKNOWN',
        });
    });
  });

  it('sweeps what is old and unfinished, never what is complete', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const stored = await storeAttachment(store, bytesFor(13, 10));
      const writer = await AttachmentWriter.open(store, 10);
      await writeFile(`${store.dataPath(stored.root).slice(0, -1)}x.tree`, 'orphan');
      const ages = { uploads: 3_600_000, transfers: 3_600_000 };
      expect(await sweep(store, Date.now(), ages)).toBe(0);
      expect(await sweep(store, Date.now() + 3_700_000, ages)).toBe(2);
      expect((await plaintextOf(store, stored)).length).toBe(10);
      expect((await filesOf(store)).length).toBe(2);
      await writer.abort();
    });
  });

  it('sweeps past what cannot be removed or looked at', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const { root } = await storeAttachment(store, bytesFor(14, 10));
      const orphan = `${store.dataPath(root).slice(0, -1)}x.tree`;
      await writeFile(orphan, '');
      for (const folder of [store.temporary, store.incoming]) {
        // A folder with a file's name, and a name that leads to itself.
        await mkdir(join(folder, 'a.part'));
        await symlink(join(folder, 'b.part'), join(folder, 'b.part'));
        await writeFile(join(folder, 'c.part'), '');
      }
      await symlink(join(directory, '00'), join(directory, '00'));
      const ages = { uploads: 3_600_000, transfers: 3_600_000 };
      await expect(sweep(store, Date.now() + 3_700_000, ages)).rejects.toMatchObject({
        code: 'OBJECT_STORE_FAILED',
      });
      for (const folder of [store.temporary, store.incoming])
        expect((await readdir(folder)).sort()).toEqual(['a.part', 'b.part']);
      expect(existsSync(orphan)).toBe(false);
    });
  });
});

describe('a folder whose disk is not mounted', () => {
  it('fails instead of saying that it holds nothing, takes nothing, and is as before once it is back', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(join(directory, 'objects'));
      const { root, ...stored } = await storeAttachment(store, bytesFor(15, 10));
      const back = await unmounted(store);
      const [reader, receiver] = [new AttachmentReader(store), new ObjectReceiver(store)];
      const acts = {
        find: () => store.find(root),
        read: () => reader.readChunk(root, 0),
        expect: () => receiver.expect(root, 1, stored.ciphertextSize),
        progress: () => receiver.progress(root),
        write: () => AttachmentWriter.open(store, 10),
        remove: () => store.remove(root),
        sweep: () => sweep(store, Date.now(), { uploads: 1, transfers: 1 }),
      };
      for (const [name, act] of Object.entries(acts))
        expect([name, await act().catch((error: unknown) => error)]).toEqual([
          name,
          expect.objectContaining({ code: 'OBJECT_STORE_FAILED' }),
        ]);
      expect(await store.holds(root)).toBe(true);
      await back();
      expect((await plaintextOf(store, { root, ...stored })).equals(bytesFor(15, 10))).toBe(true);
    });
  });

  it('is no reason to keep an object that lies there, as in a copy without empty folders', async () => {
    await withTemporaryDirectory(async (directory) => {
      const store = await openStore(directory);
      const { root } = await storeAttachment(store, bytesFor(16, 10));
      await rm(store.incoming, { recursive: true });
      await expect(store.remove(root)).rejects.toMatchObject({ code: 'OBJECT_STORE_FAILED' });
      expect(await filesOf(store)).toEqual([]);
    });
  });
});
