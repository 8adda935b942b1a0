import { createCipheriv, createDecipheriv } from 'node:crypto';
import { ObjectsError } from './errors.js';

/** Plaintext bytes of every chunk but the last. */
export const CHUNK_BYTES = 262_144;
/** Bytes a chunk grows by: the GCM tag. */
export const TAG_BYTES = 16;
/** Ciphertext bytes of every chunk but the last. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
/** Bytes of an attachment key. */
export const KEY_BYTES = 32;
/** No attachment has more chunks than this (2 GiB), whatever a gateway is configured for. */
export const MAX_CHUNKS = 8_192;

const NONCE_BYTES = 12;
const ALGORITHM = 'aes-256-gcm';

/** The shape of one attachment. Sizes are bytes; `chunks` is never 0. */
export interface Layout {
  readonly size: number;
  readonly chunks: number;
  readonly ciphertextSize: number;
}

/** Chunks `first` up to and without `end`; of their plaintext the bytes from `skip` on, `take` bytes. */
export interface ChunkRange {
  readonly first: number;
  readonly end: number;
  readonly skip: number;
  readonly take: number;
}

function invalid(detail: string): ObjectsError {
  return new ObjectsError('OBJECT_ARGUMENT_INVALID', detail);
}

/**
 * Number of chunks of an attachment of `size` plaintext bytes; an empty one has one empty chunk.
 * @throws ObjectsError OBJECT_ARGUMENT_INVALID if `size` is no whole number within MAX_CHUNKS chunks.
 */
export function chunkCount(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw invalid('size is not a whole number');
  const chunks = Math.max(1, Math.ceil(size / CHUNK_BYTES));
  if (chunks > MAX_CHUNKS) throw invalid(`size is more than ${MAX_CHUNKS} chunks`);
  return chunks;
}

/** Layout of an attachment of `size` plaintext bytes. @throws as `chunkCount`. */
export function layoutOf(size: number): Layout {
  const chunks = chunkCount(size);
  return { size, chunks, ciphertextSize: size + chunks * TAG_BYTES };
}

/**
 * Layout of an attachment whose ciphertext has `ciphertextSize` bytes.
 * @throws ObjectsError OBJECT_ARGUMENT_INVALID if no attachment has a ciphertext of that size.
 */
export function layoutOfCiphertext(ciphertextSize: number): Layout {
  if (!Number.isSafeInteger(ciphertextSize) || ciphertextSize < TAG_BYTES)
    throw invalid('ciphertextSize is smaller than one tag');
  const size = ciphertextSize - Math.ceil(ciphertextSize / SEALED_CHUNK_BYTES) * TAG_BYTES;
  const layout = size < 0 ? undefined : layoutOf(size);
  if (layout?.ciphertextSize !== ciphertextSize)
    throw invalid('ciphertextSize belongs to no attachment');
  return layout;
}

/**
 * Where ciphertext chunk `index` stands in the file.
 * @throws ObjectsError OBJECT_ARGUMENT_INVALID if the attachment has no such chunk.
 */
export function placeOf(layout: Layout, index: number): { offset: number; length: number } {
  if (!Number.isInteger(index) || index < 0 || index >= layout.chunks)
    throw invalid('index is outside the attachment');
  const offset = index * SEALED_CHUNK_BYTES;
  return { offset, length: Math.min(SEALED_CHUNK_BYTES, layout.ciphertextSize - offset) };
}

/**
 * Chunks that hold the plaintext bytes `from` up to and without `to`.
 * @throws ObjectsError OBJECT_ARGUMENT_INVALID unless 0 <= from <= to <= size.
 */
export function rangeOf(layout: Layout, from: number, to: number): ChunkRange {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to))
    throw invalid('range is not in whole bytes');
  if (from < 0 || from > to || to > layout.size) throw invalid('range is outside the attachment');
  const first = Math.min(Math.floor(from / CHUNK_BYTES), layout.chunks - 1);
  const end = to === from ? first : Math.ceil(to / CHUNK_BYTES);
  return { first, end, skip: from - first * CHUNK_BYTES, take: to - from };
}

/** Nonce of a chunk: its index as 11 bytes, most significant first, then 1 for the last chunk, else 0. */
function nonceOf(index: number, last: boolean): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(index, NONCE_BYTES - 1 - 6, 6);
  nonce[NONCE_BYTES - 1] = last ? 1 : 0;
  return nonce;
}

/** Every chunk is full but the last; the last is empty only if it is the only one. */
function lengthFits(index: number, last: boolean, length: number): boolean {
  if (!last) return length === CHUNK_BYTES;
  return length <= CHUNK_BYTES && (length > 0 || index === 0);
}

function checkArguments(key: Uint8Array, index: number): void {
  if (key.length !== KEY_BYTES) throw invalid(`key is not ${KEY_BYTES} bytes`);
  if (!Number.isInteger(index) || index < 0 || index >= MAX_CHUNKS)
    throw invalid('index is outside the attachment');
}

/**
 * Encrypts one chunk (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, over AES-256-GCM): ciphertext, then
 * the 16-byte tag. The caller uses a key for one attachment only and each index once: a nonce must not repeat.
 * @throws ObjectsError OBJECT_ARGUMENT_INVALID on a key, index or length outside the format.
 */
export function encryptChunk(
  key: Uint8Array,
  index: number,
  last: boolean,
  plaintext: Uint8Array,
): Buffer {
  checkArguments(key, index);
  if (!lengthFits(index, last, plaintext.length)) throw invalid('chunk has a wrong length');
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(index, last), { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Decrypts one chunk and returns its plaintext only if the tag holds for this key, index and last flag.
 * @throws ObjectsError OBJECT_CORRUPT if it does not; OBJECT_ARGUMENT_INVALID on a key or index outside the format.
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
    throw new ObjectsError('OBJECT_CORRUPT', 'chunk has a wrong length');
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(index, last), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(ciphertext.subarray(length));
  const plaintext = decipher.update(ciphertext.subarray(0, length));
  try {
    decipher.final();
  } catch (cause) {
    throw new ObjectsError('OBJECT_CORRUPT', 'tag of a chunk does not hold', cause);
  }
  return plaintext;
}
