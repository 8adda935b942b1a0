import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ObjectsError } from './errors.js';
import {
  CHUNK_BYTES,
  chunkCount,
  decryptChunk,
  encryptChunk,
  layoutOf,
  layoutOfCiphertext,
  MAX_CHUNKS,
  placeOf,
  rangeOf,
  SEALED_CHUNK_BYTES,
  TAG_BYTES,
} from './format.js';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const index = fc.nat(MAX_CHUNKS - 1);
const largest = MAX_CHUNKS * CHUNK_BYTES;

const size = fc.oneof(
  fc
    .tuple(fc.nat(MAX_CHUNKS - 1), fc.integer({ min: -20, max: 20 }))
    .map(([chunks, by]) => Math.min(largest, Math.max(0, chunks * CHUNK_BYTES + by))),
  fc.nat(largest),
);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ObjectsError) return error.code;
    throw error;
  }
  return 'none';
}

describe('sizes', () => {
  it('counts chunks around their boundaries', () => {
    expect([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES].map(chunkCount)).toEqual([1, 1, 1, 1]);
    expect([CHUNK_BYTES + 1, 2 * CHUNK_BYTES, largest].map(chunkCount)).toEqual([2, 2, MAX_CHUNKS]);
  });

  it('refuses a size outside the format', () => {
    for (const bad of [-1, 0.5, Number.NaN, Infinity, largest + 1])
      expect(codeOf(() => layoutOf(bad))).toBe('OBJECT_ARGUMENT_INVALID');
  });

  it('finds the layout again from the ciphertext size, and no other size has one', () => {
    fc.assert(
      fc.property(size, (bytes) => {
        const layout = layoutOf(bytes);
        expect(layoutOfCiphertext(layout.ciphertextSize)).toEqual(layout);
      }),
    );
    for (const bad of [-1, 0, 15, 1.5, Number.NaN])
      expect(codeOf(() => layoutOfCiphertext(bad))).toBe('OBJECT_ARGUMENT_INVALID');
    for (let extra = 1; extra <= TAG_BYTES; extra += 1)
      expect(codeOf(() => layoutOfCiphertext(SEALED_CHUNK_BYTES + extra))).toBe(
        'OBJECT_ARGUMENT_INVALID',
      );
    expect(layoutOfCiphertext(SEALED_CHUNK_BYTES + TAG_BYTES + 1).size).toBe(CHUNK_BYTES + 1);
  });

  it('places the chunks one after another to the end of the file', () => {
    fc.assert(
      fc.property(fc.nat(20 * CHUNK_BYTES), (bytes) => {
        const layout = layoutOf(bytes);
        let end = 0;
        for (let at = 0; at < layout.chunks; at += 1) {
          const { offset, length } = placeOf(layout, at);
          expect(offset).toBe(end);
          expect(length).toBeGreaterThanOrEqual(TAG_BYTES);
          end = offset + length;
        }
        expect(end).toBe(layout.ciphertextSize);
        expect(codeOf(() => placeOf(layout, layout.chunks))).toBe('OBJECT_ARGUMENT_INVALID');
      }),
    );
  });

  it('maps a range to chunks that hold it and to no chunk more', () => {
    const ranges = size.chain((bytes) =>
      fc.tuple(fc.nat(bytes), fc.nat(bytes)).map(([a, b]) => ({
        layout: layoutOf(bytes),
        from: Math.min(a, b),
        to: Math.max(a, b),
      })),
    );
    fc.assert(
      fc.property(ranges, ({ layout, from, to }) => {
        const { first, end, skip, take } = rangeOf(layout, from, to);
        expect(take).toBe(to - from);
        expect(first * CHUNK_BYTES + skip).toBe(from);
        if (take === 0) expect(end).toBe(first);
        else {
          expect(skip).toBeLessThan(CHUNK_BYTES);
          expect((end - 1) * CHUNK_BYTES).toBeLessThan(to);
          expect(end * CHUNK_BYTES).toBeGreaterThanOrEqual(to);
        }
      }),
    );
    const ten = layoutOf(10);
    const bad: [number, number][] = [
      [-1, 2],
      [3, 2],
      [0, 11],
      [0.5, 1],
      [0, Number.NaN],
    ];
    for (const [from, to] of bad)
      expect(codeOf(() => rangeOf(ten, from, to))).toBe('OBJECT_ARGUMENT_INVALID');
  });
});

describe('chunks', () => {
  it('gives back what was encrypted', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 4096 });
    fc.assert(
      fc.property(key, index, bytes, (k, i, plaintext) => {
        const sealed = encryptChunk(k, i, true, plaintext);
        expect(sealed.length).toBe(plaintext.length + TAG_BYTES);
        expect(decryptChunk(k, i, true, sealed).equals(plaintext)).toBe(true);
      }),
    );
  });

  it('refuses any flipped bit, another index, another last flag and another key', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(key, index, bytes, fc.nat(), fc.nat(7), (k, i, plaintext, at, bit) => {
        const sealed = encryptChunk(k, i, true, plaintext);
        const broken = Buffer.from(sealed);
        const place = at % broken.length;
        broken[place] = (broken[place] ?? 0) ^ (1 << bit);
        expect(codeOf(() => decryptChunk(k, i, true, broken))).toBe('OBJECT_CORRUPT');
        const other = i === 0 ? 1 : i - 1;
        expect(codeOf(() => decryptChunk(k, other, true, sealed))).toBe('OBJECT_CORRUPT');
        const otherKey = Uint8Array.from(k, (byte, n) =>
          n === at % 32 ? byte ^ (1 << bit) : byte,
        );
        expect(codeOf(() => decryptChunk(otherKey, i, true, sealed))).toBe('OBJECT_CORRUPT');
      }),
    );
    const full = Buffer.alloc(CHUNK_BYTES, 1);
    const k = Buffer.alloc(32, 2);
    const middle = encryptChunk(k, 4, false, full);
    expect(codeOf(() => decryptChunk(k, 4, true, middle))).toBe('OBJECT_CORRUPT');
    expect(codeOf(() => decryptChunk(k, 4, false, encryptChunk(k, 4, true, full)))).toBe(
      'OBJECT_CORRUPT',
    );
  });

  it('holds the lengths: full but for the last, empty only alone', () => {
    const k = Buffer.alloc(32, 3);
    const short = Buffer.alloc(CHUNK_BYTES - 1);
    const long = Buffer.alloc(CHUNK_BYTES + 1);
    const none = Buffer.alloc(0);
    const bad: [number, boolean, Buffer][] = [
      [0, false, short],
      [0, false, none],
      [0, false, long],
      [0, true, long],
      [1, true, none],
    ];
    for (const [i, last, plaintext] of bad) {
      expect(codeOf(() => encryptChunk(k, i, last, plaintext))).toBe('OBJECT_ARGUMENT_INVALID');
      const sealed = Buffer.alloc(plaintext.length + TAG_BYTES);
      expect(codeOf(() => decryptChunk(k, i, last, sealed))).toBe('OBJECT_CORRUPT');
    }
    expect(decryptChunk(k, 0, true, encryptChunk(k, 0, true, none)).length).toBe(0);
    expect(codeOf(() => decryptChunk(k, 0, true, Buffer.alloc(15)))).toBe('OBJECT_CORRUPT');
  });

  it('refuses keys and indexes outside the format', () => {
    const one = Buffer.alloc(1);
    for (const i of [-1, 0.5, MAX_CHUNKS])
      expect(codeOf(() => encryptChunk(Buffer.alloc(32), i, true, one))).toBe(
        'OBJECT_ARGUMENT_INVALID',
      );
    for (const length of [0, 16, 31, 33])
      expect(codeOf(() => encryptChunk(Buffer.alloc(length), 0, true, one))).toBe(
        'OBJECT_ARGUMENT_INVALID',
      );
  });
});
