import { phrase, type Detail } from '#kernel';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { ObjectsError } from './errors.js';

export const CHUNK_BYTES = 262_144;
export const TAG_BYTES = 16;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;
export const MAX_CHUNKS = 8_192;

const NONCE_BYTES = 12;
const ALGORITHM = 'aes-256-gcm';

export interface Layout {
  readonly size: number;
  readonly chunks: number;
  readonly ciphertextSize: number;
}

export interface ChunkRange {
  readonly first: number;
  readonly end: number;
  readonly skip: number;
  readonly take: number;
}

function invalid(detail: Detail): ObjectsError {
  return new ObjectsError('OBJECT_ARGUMENT_INVALID', detail);
}

/**
 * Number of chunks for `size` bytes of plaintext; an empty attachment has one empty chunk. @throws ObjectsError
 * OBJECT_ARGUMENT_INVALID for an invalid size, or for more than MAX_CHUNKS chunks
 */
export function chunkCount(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw invalid(phrase`size is not a whole number`);
  const chunks = Math.max(1, Math.ceil(size / CHUNK_BYTES));
  if (chunks > MAX_CHUNKS) throw invalid(phrase`size is more than ${MAX_CHUNKS} chunks`);
  return chunks;
}

export function layoutOf(size: number): Layout {
  const chunks = chunkCount(size);
  return { size, chunks, ciphertextSize: size + chunks * TAG_BYTES };
}

export function layoutOfCiphertext(ciphertextSize: number): Layout {
  if (!Number.isSafeInteger(ciphertextSize) || ciphertextSize < TAG_BYTES)
    throw invalid(phrase`ciphertextSize is smaller than one tag`);
  const size = ciphertextSize - Math.ceil(ciphertextSize / SEALED_CHUNK_BYTES) * TAG_BYTES;
  const layout = size < 0 ? undefined : layoutOf(size);
  if (layout?.ciphertextSize !== ciphertextSize)
    throw invalid(phrase`ciphertextSize belongs to no attachment`);
  return layout;
}

export function placeOf(layout: Layout, index: number): { offset: number; length: number } {
  if (!Number.isInteger(index) || index < 0 || index >= layout.chunks)
    throw invalid(phrase`index is outside the attachment`);
  const offset = index * SEALED_CHUNK_BYTES;
  return { offset, length: Math.min(SEALED_CHUNK_BYTES, layout.ciphertextSize - offset) };
}

export function rangeOf(layout: Layout, from: number, to: number): ChunkRange {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to))
    throw invalid(phrase`range is not in whole bytes`);
  if (from < 0 || from > to || to > layout.size)
    throw invalid(phrase`range is outside the attachment`);
  const first = Math.min(Math.floor(from / CHUNK_BYTES), layout.chunks - 1);
  const end = to === from ? first : Math.ceil(to / CHUNK_BYTES);
  return { first, end, skip: from - first * CHUNK_BYTES, take: to - from };
}

/** Nonce of a chunk: its index as 11 big-endian bytes, then 1 for the last chunk and 0 for any other. */
function nonceOf(index: number, last: boolean): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(index, NONCE_BYTES - 1 - 6, 6);
  nonce[NONCE_BYTES - 1] = last ? 1 : 0;
  return nonce;
}

function lengthFits(index: number, last: boolean, length: number): boolean {
  if (!last) return length === CHUNK_BYTES;
  return length <= CHUNK_BYTES && (length > 0 || index === 0);
}

function checkArguments(key: Uint8Array, index: number): void {
  if (key.length !== KEY_BYTES) throw invalid(phrase`key is not ${KEY_BYTES} bytes`);
  if (!Number.isInteger(index) || index < 0 || index >= MAX_CHUNKS)
    throw invalid(phrase`index is outside the attachment`);
}

/**
 * Encrypts one chunk and appends the tag (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, with AES-256-GCM). Use each
 * key for one attachment, each index once: nonces must not repeat. @throws ObjectsError OBJECT_ARGUMENT_INVALID
 */
export function encryptChunk(
  key: Uint8Array,
  index: number,
  last: boolean,
  plaintext: Uint8Array,
): Buffer {
  checkArguments(key, index);
  if (!lengthFits(index, last, plaintext.length)) throw invalid(phrase`chunk has a wrong length`);
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(index, last), { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Decrypts one chunk; its authentication tag is valid only for this key, index and `last`. @throws ObjectsError
 * OBJECT_CORRUPT if the chunk's length or tag is wrong; OBJECT_ARGUMENT_INVALID if the key's length or the index is outside
 * the format
 */
export function decryptChunk(
  key: Uint8Array,
  index: number,
  last: boolean,
  ciphertext: Uint8Array,
): Buffer {
  checkArguments(key, index);
  const length = ciphertext.length - TAG_BYTES;
  if (length < 0 || !lengthFits(index, last, length))
    throw new ObjectsError('OBJECT_CORRUPT', phrase`chunk has a wrong length`);
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(index, last), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(ciphertext.subarray(length));
  const plaintext = decipher.update(ciphertext.subarray(0, length));
  try {
    decipher.final();
  } catch (cause) {
    throw new ObjectsError('OBJECT_CORRUPT', phrase`tag of a chunk does not hold`, cause);
  }
  return plaintext;
}
