import { describe, expect, it } from '@jest/globals';
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { aHash, aMessageId } from '../../../test/support/builders.js';
import {
  decodeBatch,
  encodeBatch,
  frameSize,
  framesOf,
  maxBatch,
  maxFrames,
  maxPart,
  maxParts,
  type Batch,
  type Frame,
  type ObjectChunk,
} from './border.js';
import type { WireCode } from './errors.js';
import { BorderBatchSchema } from './gen/liaise/v1/border_pb.js';

const refused = (code: WireCode) => expect.objectContaining({ name: 'WireError', code });
const bytes = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill);

const aFrame = (members: Partial<Frame> = {}): Frame => ({
  messageId: aMessageId('frame'),
  part: 0,
  parts: 1,
  ciphertext: bytes(20),
  statement: false,
  ...members,
});
const aChunk = (members: Partial<ObjectChunk> = {}): ObjectChunk => ({
  root: aHash('object'),
  index: 0,
  ciphertext: bytes(20),
  proof: [bytes(32)],
  ...members,
});

const raw = (batch: MessageInitShape<typeof BorderBatchSchema>): Uint8Array =>
  toBinary(BorderBatchSchema, create(BorderBatchSchema, { version: 1, ...batch }));
const rawFrame = { messageId: bytes(16), part: 0, parts: 1, ciphertext: bytes(20) };
const rawChunk = { root: bytes(32), index: 0, ciphertext: bytes(20), proof: [bytes(32)] };

const label = fc.string({ maxLength: 8 });
const content = fc.uint8Array({ minLength: 1, maxLength: 64 });
const frame: fc.Arbitrary<Frame> = fc.integer({ min: 1, max: maxParts }).chain((parts) =>
  fc.record({
    messageId: label.map(aMessageId),
    parts: fc.constant(parts),
    part: fc.nat({ max: parts - 1 }),
    ciphertext: content,
    statement: fc.boolean(),
  }),
);
const chunk: fc.Arbitrary<ObjectChunk> = fc.record({
  root: label.map(aHash),
  index: fc.nat({ max: 2 ** 32 - 1 }),
  ciphertext: content,
  proof: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 13 }),
});
const batch: fc.Arbitrary<Batch> = fc.record({
  frames: fc.array(frame, { maxLength: 12 }),
  chunks: fc.array(chunk, { maxLength: 4 }),
});
const asArrays = ({ frames, chunks }: Batch) => ({
  frames: frames.map((f) => ({ ...f, ciphertext: [...f.ciphertext] })),
  chunks: chunks.map((c) => ({
    ...c,
    ciphertext: [...c.ciphertext],
    proof: c.proof.map((hash) => [...hash]),
  })),
});

describe('batches', () => {
  it('decodeBatch undoes encodeBatch, and no batch is longer than its frames say', () => {
    fc.assert(
      fc.property(batch, (value) => {
        const encoded = encodeBatch(value);
        expect(asArrays(decodeBatch(encoded))).toEqual(asArrays(value));
        if (value.chunks.length === 0)
          expect(encoded.length).toBeLessThanOrEqual(
            value.frames.reduce((sum, f) => sum + frameSize(f), 2),
          );
      }),
    );
  });

  it('a full frame fits a batch', () => {
    const full = aFrame({ parts: 4, part: 3, ciphertext: bytes(maxPart), statement: true });
    expect(frameSize(full)).toBeLessThan(maxBatch);
    expect(encodeBatch({ frames: [full], chunks: [] }).length).toBeLessThanOrEqual(
      frameSize(full) + 2,
    );
  });

  it.each<[string, Uint8Array, WireCode]>([
    ['nothing', bytes(0), 'WIRE_VERSION_UNKNOWN'],
    ['version 2', raw({ version: 2, frames: [rawFrame] }), 'WIRE_VERSION_UNKNOWN'],
    ['no version', raw({ version: 0, frames: [rawFrame] }), 'WIRE_VERSION_UNKNOWN'],
    [
      'an unknown field',
      Buffer.concat([raw({ frames: [rawFrame] }), Buffer.from([0x20, 1])]),
      'WIRE_NOT_CANONICAL',
    ],
    ['the version twice', Buffer.concat([raw({}), Buffer.from([0x08, 1])]), 'WIRE_NOT_CANONICAL'],
    ['a version with a needless byte', Buffer.from([0x08, 0x81, 0x00]), 'WIRE_NOT_CANONICAL'],
    ['a frame cut off', raw({ frames: [rawFrame] }).subarray(0, -1), 'WIRE_MALFORMED'],
    [
      'a message id of 15 bytes',
      raw({ frames: [{ ...rawFrame, messageId: bytes(15) }] }),
      'WIRE_MALFORMED',
    ],
    ['no message id', raw({ frames: [{ ...rawFrame, messageId: bytes(0) }] }), 'WIRE_MALFORMED'],
    ['no parts', raw({ frames: [{ ...rawFrame, parts: 0 }] }), 'WIRE_MALFORMED'],
    ['a part beyond the last', raw({ frames: [{ ...rawFrame, part: 1 }] }), 'WIRE_MALFORMED'],
    ['five parts', raw({ frames: [{ ...rawFrame, parts: 5 }] }), 'WIRE_MALFORMED'],
    [
      'four thousand million parts',
      raw({ frames: [{ ...rawFrame, parts: 0xffffffff }] }),
      'WIRE_MALFORMED',
    ],
    ['an empty part', raw({ frames: [{ ...rawFrame, ciphertext: bytes(0) }] }), 'WIRE_MALFORMED'],
    [
      'a part above its limit',
      raw({ frames: [{ ...rawFrame, ciphertext: bytes(maxPart + 1) }] }),
      'WIRE_MALFORMED',
    ],
    ['a root of 31 bytes', raw({ chunks: [{ ...rawChunk, root: bytes(31) }] }), 'WIRE_MALFORMED'],
    [
      'a hash of 33 bytes in a proof',
      raw({ chunks: [{ ...rawChunk, proof: [bytes(33)] }] }),
      'WIRE_MALFORMED',
    ],
    [
      'a proof of 14 hashes',
      raw({ chunks: [{ ...rawChunk, proof: Array.from({ length: 14 }, () => bytes(32)) }] }),
      'WIRE_MALFORMED',
    ],
    ['an empty chunk', raw({ chunks: [{ ...rawChunk, ciphertext: bytes(0) }] }), 'WIRE_MALFORMED'],
    [
      'a chunk above its limit',
      raw({ chunks: [{ ...rawChunk, ciphertext: bytes(262_161) }] }),
      'WIRE_MALFORMED',
    ],
    ['257 frames', raw({ frames: Array.from({ length: 257 }, () => rawFrame) }), 'WIRE_TOO_LARGE'],
    [
      '256 frames and a chunk',
      raw({ frames: Array.from({ length: 256 }, () => rawFrame), chunks: [rawChunk] }),
      'WIRE_TOO_LARGE',
    ],
    ['more than a publish', bytes(maxBatch + 1), 'WIRE_TOO_LARGE'],
  ])('refuses %s', (_name, encoded, code) => {
    expect(() => decodeBatch(encoded)).toThrow(refused(code));
  });

  it('accepts the limits themselves', () => {
    const largest = raw({ chunks: [{ ...rawChunk, ciphertext: bytes(262_160) }] });
    expect(decodeBatch(largest).chunks).toHaveLength(1);
    const many = raw({ frames: Array.from({ length: 256 }, () => rawFrame) });
    expect(decodeBatch(many).frames).toHaveLength(256);
  });

  it('sends nothing that the other side would refuse', () => {
    const frames = Array.from({ length: maxFrames }, () => aFrame());
    expect(() => encodeBatch({ frames, chunks: [] })).not.toThrow();
    expect(() => encodeBatch({ frames, chunks: [aChunk()] })).toThrow(refused('WIRE_TOO_LARGE'));
    const full = aFrame({ ciphertext: bytes(maxPart) });
    expect(() => encodeBatch({ frames: [full, full], chunks: [] })).toThrow(
      refused('WIRE_TOO_LARGE'),
    );
  });

  it('answers any bytes with a batch or a coded error', () => {
    const near = fc
      .tuple(batch, fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([value, at, flip]) => {
        const encoded = Buffer.from(encodeBatch(value));
        encoded[at % encoded.length] = (encoded[at % encoded.length] ?? 0) ^ flip;
        return encoded;
      });
    fc.assert(
      fc.property(fc.oneof(near, fc.uint8Array({ maxLength: 100 })), (encoded) => {
        try {
          expect(Buffer.compare(encodeBatch(decodeBatch(encoded)), encoded)).toBe(0);
        } catch (error) {
          expect(error).toMatchObject({ name: 'WireError' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('framesOf', () => {
  it('cuts into parts that join to the whole', () => {
    const length = fc.oneof(
      fc.integer({ min: 1, max: maxPart * maxParts }),
      fc.constantFrom(1, maxPart, maxPart + 1, 2 * maxPart, maxParts * maxPart),
    );
    fc.assert(
      fc.property(length, fc.boolean(), (n, statement) => {
        const whole = bytes(n);
        whole[n - 1] = 9;
        const frames = framesOf(aMessageId('long'), whole, statement);
        expect(frames.map((f) => f.part)).toEqual(frames.map((_, i) => i));
        expect(new Set(frames.map((f) => f.parts))).toEqual(new Set([frames.length]));
        expect(frames.every((f) => f.statement === statement)).toBe(true);
        expect(Buffer.compare(Buffer.concat(frames.map((f) => f.ciphertext)), whole)).toBe(0);
        for (const one of frames)
          expect(decodeBatch(encodeBatch({ frames: [one], chunks: [] })).frames).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses nothing at all and more than its parts hold', () => {
    const of = (n: number) => () => framesOf(aMessageId('x'), bytes(n), false);
    expect(of(0)).toThrow(refused('WIRE_MALFORMED'));
    expect(of(maxPart * maxParts + 1)).toThrow(refused('WIRE_TOO_LARGE'));
  });
});
