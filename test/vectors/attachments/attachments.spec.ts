import { describe, expect, it } from '@jest/globals';
import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseSha256, parseSha512 } from '#kernel';
import {
  AttachmentReader,
  CHUNK_BYTES,
  encryptChunk,
  layoutOf,
  ObjectStore,
  SEALED_CHUNK_BYTES,
} from '#objects';
import { leafHash, rootOf } from '#tlog';
import { withTemporaryDirectory } from '../../support/objects.js';

interface Sealed {
  from: number;
  length: number;
  index: number;
  last: boolean;
}
interface Valid {
  key: string;
  cases: {
    size: number;
    sha256: string;
    sha512: string;
    chunks: number;
    ciphertextSize: number;
    ciphertextSha256: string;
    ciphertext?: string;
    leafHashes: string[];
    root: string;
    proof: { index: number; hashes: string[] };
  }[];
}
interface Invalid {
  cases: {
    name: string;
    sealKey: string;
    openKey: string;
    size: number;
    sealed: Sealed[];
    cut: number;
    flip: number[];
    ciphertextSha256: string;
    root: string;
    refusedWith: string;
  }[];
}

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const valid = load('valid.json') as Valid;
const invalid = load('invalid.json') as Invalid;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string): Buffer => Buffer.from(text, 'hex');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function plaintextOf(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i += 1) bytes[i] = (31 * i + 7 * (i >> 8) + (i >> 16)) & 255;
  return bytes;
}

async function holding(directory: string, ciphertext: Buffer): Promise<ObjectStore> {
  await ObjectStore.prepare(directory);
  const store = new ObjectStore({
    directory,
    maxSize: 1e8,
    reserve: 0,
    maxPartials: 1,
  });
  const files = store.temporaryFiles();
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < ciphertext.length; at += SEALED_CHUNK_BYTES)
    leaves.push(leafHash(ciphertext.subarray(at, at + SEALED_CHUNK_BYTES)));
  await writeFile(files.data, ciphertext);
  await writeFile(files.tree, Buffer.concat(leaves));
  await store.adopt(parseSha256(hex(rootOf(leaves))), files);
  return store;
}

describe('valid attachments', () => {
  it.each(valid.cases)('$size bytes', async (vector) => {
    const key = bytesOf(valid.key);
    const plaintext = plaintextOf(vector.size);
    expect(sha256(plaintext)).toBe(vector.sha256);
    expect(layoutOf(vector.size)).toEqual({
      size: vector.size,
      chunks: vector.chunks,
      ciphertextSize: vector.ciphertextSize,
    });
    const chunks = Array.from({ length: vector.chunks }, (_, index) =>
      encryptChunk(
        key,
        index,
        index === vector.chunks - 1,
        plaintext.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
      ),
    );
    const ciphertext = Buffer.concat(chunks);
    expect(sha256(ciphertext)).toBe(vector.ciphertextSha256);
    if (vector.ciphertext !== undefined) expect(hex(ciphertext)).toBe(vector.ciphertext);
    expect(chunks.map((chunk) => hex(leafHash(chunk)))).toEqual(vector.leafHashes);

    await withTemporaryDirectory(async (directory) => {
      const reader = new AttachmentReader(await holding(directory, ciphertext));
      const root = parseSha256(vector.root);
      await reader.verify(root, key, {
        size: vector.size,
        sha256: parseSha256(vector.sha256),
        sha512: parseSha512(vector.sha512),
      });
      const chunk = await reader.readChunk(root, vector.proof.index);
      expect(chunk.proof.map(hex)).toEqual(vector.proof.hashes);
    });
  });
});

describe('invalid attachments', () => {
  it.each(invalid.cases)('$name', async (vector) => {
    const plaintext = plaintextOf(4 * CHUNK_BYTES + 100);
    const whole = Buffer.concat(
      vector.sealed.map((chunk) => sealed(vector.sealKey, plaintext, chunk)),
    );
    const ciphertext = whole.subarray(0, whole.length - vector.cut);
    for (const at of vector.flip) ciphertext[at] = (ciphertext[at] ?? 0) ^ 1;
    expect(sha256(ciphertext)).toBe(vector.ciphertextSha256);
    await withTemporaryDirectory(async (directory) => {
      const reader = new AttachmentReader(await holding(directory, ciphertext));
      const read = async (): Promise<void> => {
        const stream = reader.decryptStream(
          parseSha256(vector.root),
          bytesOf(vector.openKey),
          vector.size,
        );
        for await (const piece of stream) expect(piece.length).toBeGreaterThan(0);
      };
      await expect(read()).rejects.toMatchObject({ code: vector.refusedWith });
    });
  });
});

// AES-256-GCM with any index and flag, also for lengths that the format refuses to write.
function sealed(key: string, plaintext: Buffer, { from, length, index, last }: Sealed): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = last ? 1 : 0;
  const cipher = createCipheriv('aes-256-gcm', bytesOf(key), nonce);
  const bytes = plaintext.subarray(from, from + length);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}
