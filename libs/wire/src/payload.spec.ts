import { describe, expect, it } from '@jest/globals';
import { create, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import type { WireCode } from './errors.js';
import { SealedPayloadSchema } from './gen/liaise/v1/border_pb.js';
import {
  bucketFor,
  decodeExact,
  decodePayload,
  decodeSealedStatement,
  encodePayload,
  encodeSealedStatement,
  maxPayload,
  paddingBuckets,
  type SealedPayload,
} from './payload.js';

const refused = (code: WireCode) => expect.objectContaining({ name: 'WireError', code });
const sizes = [...paddingBuckets, 524_288, 786_432, maxPayload];
const bytes = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill);

const aPayload = (members: Partial<SealedPayload> = {}): SealedPayload => ({
  envelope: bytes(10, 1),
  envelopeSignature: bytes(20, 2),
  document: bytes(30, 3),
  officerSignature: bytes(40, 4),
  officerCertificate: bytes(50, 5),
  attachmentKeys: [],
  ...members,
});

function ofLength(length: number): SealedPayload {
  const one = bytes(1);
  // Four one-byte members take three bytes each; the document has a tag and a length of two or three bytes.
  const left = length - 4 * 3;
  const document = bytes(left - (left < 16_387 ? 3 : 4));
  const value = {
    envelope: one,
    envelopeSignature: one,
    document,
    officerSignature: one,
    officerCertificate: one,
    attachmentKeys: [],
  };
  const message = create(SealedPayloadSchema, value);
  expect(toBinary(SealedPayloadSchema, message)).toHaveLength(length);
  return value;
}

const some = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max });
const long = (max: number) => fc.integer({ min: 1, max }).map((n) => bytes(n));
const payload: fc.Arbitrary<SealedPayload> = fc.record({
  envelope: some(300),
  envelopeSignature: some(200),
  document: fc.oneof(some(300), long(200_000)),
  officerSignature: some(200),
  officerCertificate: some(500),
  attachmentKeys: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 4 }),
});
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('encodePayload', () => {
  it('is undone by decodePayload, and its length is a bucket', () => {
    fc.assert(
      fc.property(payload, (value) => {
        const encoded = encodePayload(value);
        expect(sizes).toContain(encoded.length);
        const read = decodePayload(encoded);
        expect(Object.keys(read)).toEqual(Object.keys(aPayload()));
        for (const name of ['envelope', 'envelopeSignature', 'document'] as const)
          expect([name, same(read[name], value[name])]).toEqual([name, true]);
        for (const name of ['officerSignature', 'officerCertificate'] as const)
          expect([name, same(read[name], value[name])]).toEqual([name, true]);
        expect(read.attachmentKeys.map((key) => Buffer.from(key).toString('hex'))).toEqual(
          value.attachmentKeys.map((key) => Buffer.from(key).toString('hex')),
        );
      }),
    );
  });

  const edges = sizes.flatMap((size, i) =>
    [0, 1, 2, 3, 4, 128, 129, 130, 131, 132, 16_386, 16_387, 16_388]
      .filter((gap) => size - gap >= 300 && size - gap > (sizes[i - 1] ?? 0))
      .map((gap) => {
        const fits = ![1, 2, 130, 16_387].includes(gap);
        return [size, gap, fits ? size : sizes[i + 1]] as const;
      }),
  );

  it.each(edges)('bucket %d less %d bytes fills exactly %s', (size, gap, expected) => {
    const encode = () => encodePayload(ofLength(size - gap));
    if (expected === undefined) expect(encode).toThrow(refused('WIRE_TOO_LARGE'));
    else expect(encode()).toHaveLength(expected);
  });

  it.each(['envelope', 'envelopeSignature', 'document', 'officerSignature', 'officerCertificate'])(
    'refuses a payload without %s',
    (name) => {
      expect(() => encodePayload({ ...aPayload(), [name]: bytes(0) })).toThrow(
        refused('WIRE_MALFORMED'),
      );
    },
  );

  it('carries a signed leaf with its proof, both or none, within their bounds', () => {
    fc.assert(
      fc.property(payload, some(4_096), some(16_384), (value, signedLeaf, signedProof) => {
        const read = decodePayload(encodePayload({ ...value, signedLeaf, signedProof }));
        expect(same(read.signedLeaf ?? bytes(0), signedLeaf)).toBe(true);
        expect(same(read.signedProof ?? bytes(0), signedProof)).toBe(true);
      }),
    );
    const refusals: readonly [Partial<SealedPayload>, WireCode][] = [
      [{ signedLeaf: bytes(1) }, 'WIRE_MALFORMED'],
      [{ signedProof: bytes(1) }, 'WIRE_MALFORMED'],
      [{ signedLeaf: bytes(4_097), signedProof: bytes(1) }, 'WIRE_TOO_LARGE'],
      [{ signedLeaf: bytes(1), signedProof: bytes(16_385) }, 'WIRE_TOO_LARGE'],
    ];
    for (const [members, code] of refusals)
      expect(() => encodePayload(aPayload(members))).toThrow(refused(code));
  });

  it('refuses a key of another length and more keys than attachments', () => {
    const keys = (n: number, length: number) =>
      aPayload({ attachmentKeys: Array.from({ length: n }, () => bytes(length)) });
    expect(() => encodePayload(keys(1, 31))).toThrow(refused('WIRE_MALFORMED'));
    expect(() => encodePayload(keys(32, 32))).not.toThrow();
    expect(() => encodePayload(keys(33, 32))).toThrow(refused('WIRE_TOO_LARGE'));
  });

  it('says the same length for contents of very different length', () => {
    const lengths = [1, 2, 500, 3000].map(
      (n) => encodePayload(aPayload({ document: bytes(n) })).length,
    );
    expect(new Set(lengths)).toEqual(new Set([4096]));
  });

  it('refuses what no bucket holds', () => {
    expect(() => encodePayload(aPayload({ document: bytes(maxPayload) }))).toThrow(
      refused('WIRE_TOO_LARGE'),
    );
  });
});

describe('bucketFor', () => {
  it('never gives less than the length, and grows with it but for lengths no padding fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxPayload - 20_000 }), (length) => {
        const size = bucketFor(length);
        expect(sizes).toContain(size);
        expect(size).toBeGreaterThanOrEqual(length);
        const smaller = sizes.filter((s) => s >= length && s < size);
        for (const s of smaller) expect([1, 2, 130, 16_387]).toContain(s - length);
      }),
    );
  });

  it.each([maxPayload + 1, maxPayload - 1, maxPayload - 130])('refuses %d', (length) => {
    expect(() => bucketFor(length)).toThrow(refused('WIRE_TOO_LARGE'));
  });
});

function field(no: number, content: Uint8Array, lengthBytes = 0): Uint8Array {
  if (lengthBytes === 0)
    return new BinaryWriter().tag(no, WireType.LengthDelimited).bytes(content).finish();
  const length = Array.from({ length: lengthBytes }, (_, i) => {
    const low = (content.length >> (7 * i)) & 0x7f;
    return i < lengthBytes - 1 ? low | 0x80 : low;
  });
  return Buffer.concat([Buffer.from([(no << 3) | 2, ...length]), content]);
}

function filled(...fields: readonly Uint8Array[]): Uint8Array {
  const before = Buffer.concat(fields);
  const padding = field(15, bytes(4096 - before.length - 3, 0));
  expect(padding.length + before.length).toBe(4096);
  return Buffer.concat([before, padding]);
}

describe('decodePayload', () => {
  const five = [1, 2, 3, 4, 5].map((no) => field(no, bytes(8, no)));

  it('accepts the one encoding', () => {
    expect(decodePayload(filled(...five)).document).toEqual(bytes(8, 3));
  });

  it.each<[string, Uint8Array, WireCode]>([
    ['an unknown field', filled(...five, field(7, bytes(4))), 'WIRE_NOT_CANONICAL'],
    ['a field twice', filled(...five, field(3, bytes(4))), 'WIRE_NOT_CANONICAL'],
    ['a field twice with one value', filled(...five, field(5, bytes(8, 5))), 'WIRE_NOT_CANONICAL'],
    ['fields out of order', filled(...[...five].reverse()), 'WIRE_NOT_CANONICAL'],
    [
      'an empty field written out',
      filled(...five.slice(0, 4), field(5, bytes(0))),
      'WIRE_NOT_CANONICAL',
    ],
    [
      'a length with a needless byte',
      filled(field(1, bytes(8), 2), ...five.slice(1)),
      'WIRE_NOT_CANONICAL',
    ],
    [
      'padding that says something',
      Buffer.concat([filled(...five).subarray(0, -1), bytes(1)]),
      'WIRE_MALFORMED',
    ],
    ['no padding', Buffer.concat(five), 'WIRE_MALFORMED'],
    [
      'padding to another length',
      Buffer.concat([...five, field(15, bytes(1000, 0))]),
      'WIRE_MALFORMED',
    ],
    ['an attachment key of 31 bytes', filled(...five, field(6, bytes(31))), 'WIRE_MALFORMED'],
    ['an attachment key of no bytes', filled(...five, field(6, bytes(0))), 'WIRE_MALFORMED'],
    [
      'a field of another wire type',
      filled(Buffer.from([0x08, 0x01]), ...five.slice(1)),
      'WIRE_MALFORMED',
    ],
    ['a length beyond the end', Buffer.from([0x0a, 0x7f, 1]), 'WIRE_MALFORMED'],
    ['a varint that never ends', bytes(4096, 0xff), 'WIRE_MALFORMED'],
    ['nothing', bytes(0), 'WIRE_MALFORMED'],
    ['more than the limit', bytes(maxPayload + 1, 0), 'WIRE_TOO_LARGE'],
  ])('refuses %s', (_name, encoded, code) => {
    expect(() => decodePayload(encoded)).toThrow(refused(code));
  });

  it('answers any change of one byte with a coded error or other contents in the one encoding', () => {
    const good = encodePayload(aPayload({ attachmentKeys: [bytes(32, 6)] }));
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const changed = Buffer.from(good);
        changed[place] = (changed[place] ?? 0) ^ flip;
        try {
          expect(Buffer.from(encodePayload(decodePayload(changed))).equals(changed)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: 'WireError' });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('sealed statements', () => {
  it('are undone, and their length is a bucket', () => {
    fc.assert(
      fc.property(fc.oneof(some(400), long(229_376)), some(300), (statement, signature) => {
        const encoded = encodeSealedStatement({ statement, signature });
        expect(sizes).toContain(encoded.length);
        const read = decodeSealedStatement(encoded);
        expect(same(read.statement, statement)).toBe(true);
        expect(same(read.signature, signature)).toBe(true);
      }),
    );
  });

  it('never pass for a payload with a document, nor the other way round', () => {
    const statement = encodeSealedStatement({ statement: bytes(9), signature: bytes(9) });
    expect(() => decodePayload(statement)).toThrow(refused('WIRE_MALFORMED'));
    expect(() => decodeSealedStatement(encodePayload(aPayload()))).toThrow(
      refused('WIRE_NOT_CANONICAL'),
    );
  });
});

describe('decodeExact', () => {
  it('refuses unknown fields of every wire type', () => {
    const unknown = [
      new BinaryWriter().tag(10, WireType.Varint).uint32(1).finish(),
      new BinaryWriter().tag(10, WireType.Bit32).fixed32(1).finish(),
      new BinaryWriter().tag(10, WireType.Bit64).fixed64(1n).finish(),
      field(10, bytes(3)),
    ];
    for (const more of unknown)
      expect(() =>
        decodeExact(SealedPayloadSchema, Buffer.concat([field(1, bytes(3)), more]), 100),
      ).toThrow(refused('WIRE_NOT_CANONICAL'));
  });
});
