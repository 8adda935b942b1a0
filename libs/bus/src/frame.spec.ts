import { describe, expect, it } from '@jest/globals';
import { BusError } from './errors.js';
import fc from 'fast-check';
import { FRAME_BYTES, decodeFrame, encodeFrame } from './frame.js';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof BusError ? error.code : 'not coded';
  }
  return 'none';
};

const blob = fc.uint8Array({ maxLength: 40 });
// Includes keys that a careless copy would lose, or that would reach a prototype.
const key = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'b', 'v', '0', 'toString'),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    number,
    fc.string(),
    blob,
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: false }),
}));

function shape(item: unknown): unknown {
  if (item instanceof Uint8Array) return ['bytes', ...item];
  if (Array.isArray(item)) return ['list', ...item.map(shape)];
  if (typeof item !== 'object' || item === null) return item;
  return ['object', ...Object.entries(item).map(([name, child]) => [name, shape(child)])];
}

describe('frame', () => {
  it('decode is the inverse of encode, for every JSON value with byte arrays anywhere', () => {
    fc.assert(
      fc.property(value, (item) => {
        expect(shape(decodeFrame(encodeFrame(item)))).toEqual(shape(item));
      }),
      { numRuns: 500 },
    );
  });

  it('carries a chunk of 256 KiB as binary: a few bytes more, not a third more', () => {
    const chunk = new Uint8Array(256 * 1024).fill(7);
    const frame = encodeFrame({ upload: 'x', chunk });
    expect(frame.length).toBeLessThan(chunk.length + 100);
    expect(decodeFrame(frame)).toEqual({ upload: 'x', chunk: Buffer.from(chunk) });
  });

  it('nothing stays nothing, and undefined members are left out', () => {
    expect(decodeFrame(encodeFrame(undefined))).toBeUndefined();
    expect(decodeFrame(encodeFrame({ a: undefined, b: 1 }))).toEqual({ b: 1 });
  });

  it('a member called __proto__ reaches no prototype', () => {
    const hostile = JSON.parse('{"__proto__": {"x": null}}') as object;
    const decoded = decodeFrame(encodeFrame(hostile)) as object;
    expect(Object.hasOwn(decoded, '__proto__')).toBe(true);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it.each([
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['an infinite number', Infinity],
    ['a big integer', 1n],
    ['undefined in a list', [undefined]],
    ['other views', new Uint16Array(2)],
    ['a function', () => 1],
    ['too many byte arrays', Array.from({ length: 1025 }, () => new Uint8Array(1))],
    ['more than a frame', new Uint8Array(FRAME_BYTES)],
  ])('refuses to encode %s', (_name, item) => {
    expect(codeOf(() => encodeFrame({ item }))).toBe('BUS_VALUE');
  });

  it('refuses to encode deep and circular values', () => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    expect(codeOf(() => encodeFrame(circle))).toBe('BUS_VALUE');
  });

  it('refuses a frame that was cut, lengthened or of another version', () => {
    const frame = encodeFrame({ a: new Uint8Array([1, 2, 3]), b: 'x' });
    for (let length = 0; length < frame.length; length += 1)
      expect(codeOf(() => decodeFrame(frame.subarray(0, length)))).toBe('BUS_FRAME');
    expect(codeOf(() => decodeFrame(Buffer.concat([frame, Buffer.from([0])])))).toBe('BUS_FRAME');
    expect(codeOf(() => decodeFrame(Buffer.concat([Buffer.from([2]), frame.subarray(1)])))).toBe(
      'BUS_FRAME',
    );
  });

  it('any bytes give a value or BUS_FRAME, never another error', () => {
    const head = (json: string): Uint8Array => {
      const bytes = Buffer.from(json);
      const start = Buffer.alloc(5);
      start.writeUInt8(1, 0);
      start.writeUInt32BE(bytes.length, 1);
      return Buffer.concat([start, bytes, Buffer.from([9, 9])]);
    };
    const places = fc.array(fc.oneof(fc.integer({ min: -2, max: 3 }), key), { maxLength: 4 });
    const forged = fc
      .tuple(fc.json(), fc.array(places, { maxLength: 3 }))
      .map(([v, b]) => head(`{"v":${v},"b":${JSON.stringify(b)}}`));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), forged), (bytes) => {
        expect(['none', 'BUS_FRAME']).toContain(codeOf(() => decodeFrame(bytes)));
      }),
      { numRuns: 1_000 },
    );
  });
});
