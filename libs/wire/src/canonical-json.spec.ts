import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, parseCanonicalJson } from './canonical-json.js';
import type { WireCode } from './errors.js';

const limits = { bytes: 4096, depth: 8 };
const utf8 = new TextEncoder();
const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const parse = (json: string | Uint8Array) =>
  parseCanonicalJson(typeof json === 'string' ? utf8.encode(json) : json, limits);
const refused = (code: WireCode) => expect.objectContaining({ name: 'WireError', code });

// Any JSON value whose strings have a UTF-8 form; member names of every script, control characters included.
const string = fc.string({ unit: 'grapheme' });
const name = fc
  .oneof(string, fc.string({ unit: 'binary' }))
  .filter(
    (key) =>
      !/\p{Surrogate}/u.test(key) && !['__proto__', 'prototype', 'constructor'].includes(key),
  );
const json = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.maxSafeInteger(),
    string,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(name, tie('value'), { maxKeys: 6 }),
})).object;

describe('canonicalJson', () => {
  it('writes the same bytes as an outside implementation', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(text(canonicalJson(value))).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('is read back to the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const bytes = canonicalJson(value);
        const read = parseCanonicalJson(bytes, { bytes: bytes.length, depth: 64 });
        expect(Buffer.from(canonicalJson(read)).equals(bytes)).toBe(true);
        expect(JSON.stringify(read)).toBe(JSON.stringify(JSON.parse(text(bytes))));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(json, (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(text(canonicalJson(turned))).toBe(text(canonicalJson(value)));
      }),
    );
  });

  it.each<[unknown, string]>([
    // RFC 8785 section 3.2.3: order by UTF-16 code units, so that a surrogate pair stands before U+FB33.
    [
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1F600}': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1F600}":5,"\ufb33":3}',
    ],
    [{ a: -0 }, '{"a":0}'],
    [
      { a: 1e21, b: 1e20, c: 1e-7, d: 0.000001 },
      '{"a":1e+21,"b":100000000000000000000,"c":1e-7,"d":0.000001}',
    ],
    [{ a: 333333333.33333329 }, '{"a":333333333.3333333}'],
    [
      { a: '\u2028"\\/\b\f\n\r\t\u0000\u001f\u007f' },
      '{"a":"\u2028\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f"}',
    ],
    [{ b: undefined, a: null }, '{"a":null}'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    [[], '[]'],
  ])('writes %j', (value, expected) => {
    expect(text(canonicalJson(value))).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['NaN', { a: Number.NaN }],
    ['Infinity', { a: Number.POSITIVE_INFINITY }],
    ['a bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('x') }],
    ['undefined', undefined],
    ['undefined in a list', [undefined]],
    ['a hole in a list', new Array<unknown>(2)],
    ['a date', { a: new Date(0) }],
    ['a map', { a: new Map([['x', 1]]) }],
    ['bytes', { a: new Uint8Array(2) }],
    ['a lone surrogate', { a: 'x\ud800' }],
    ['a lone low surrogate', { a: '\udc00x' }],
    ['a lone surrogate in a name', { '\ud800': 1 }],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(refused('WIRE_MALFORMED'));
  });

  it('refuses a value that contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop['a'] = loop;
    expect(() => canonicalJson(loop)).toThrow(refused('WIRE_TOO_DEEP'));
  });
});

describe('parseCanonicalJson', () => {
  it.each<[string, string | Uint8Array, WireCode]>([
    ['a member twice', '{"a":1,"a":2}', 'WIRE_NOT_CANONICAL'],
    ['a member twice with one value', '{"a":1,"a":1}', 'WIRE_NOT_CANONICAL'],
    ['a member twice, once escaped', '{"a":1,"\\u0061":1}', 'WIRE_NOT_CANONICAL'],
    ['a member twice further in', '{"a":[{"b":1,"b":1}]}', 'WIRE_NOT_CANONICAL'],
    ['members out of order', '{"b":1,"a":2}', 'WIRE_NOT_CANONICAL'],
    ['members ordered by code point', '{"\ufb33":1,"\u{1F600}":2}', 'WIRE_NOT_CANONICAL'],
    ['a space', '{"a": 1}', 'WIRE_NOT_CANONICAL'],
    ['a line end after', '{"a":1}\n', 'WIRE_NOT_CANONICAL'],
    ['a space before', ' {"a":1}', 'WIRE_MALFORMED'],
    ['a byte order mark', '\ufeff{"a":1}', 'WIRE_MALFORMED'],
    ['a byte order mark inside', '{\ufeff"a":1}', 'WIRE_MALFORMED'],
    ['1.0', '{"a":1.0}', 'WIRE_NOT_CANONICAL'],
    ['1e0', '{"a":1e0}', 'WIRE_NOT_CANONICAL'],
    ['1E+21', '{"a":1E+21}', 'WIRE_NOT_CANONICAL'],
    ['-0', '{"a":-0}', 'WIRE_NOT_CANONICAL'],
    ['a number that loses digits', '{"a":9007199254740993}', 'WIRE_NOT_CANONICAL'],
    ['a number above all numbers', '{"a":1e999}', 'WIRE_MALFORMED'],
    ['+1', '{"a":+1}', 'WIRE_MALFORMED'],
    ['01', '{"a":01}', 'WIRE_MALFORMED'],
    ['.5', '{"a":.5}', 'WIRE_MALFORMED'],
    ['0x1', '{"a":0x1}', 'WIRE_MALFORMED'],
    ['NaN', '{"a":NaN}', 'WIRE_MALFORMED'],
    ['an escaped letter', '{"a":"\\u0061"}', 'WIRE_NOT_CANONICAL'],
    ['an escaped slash', '{"a":"\\/"}', 'WIRE_NOT_CANONICAL'],
    ['upper-case escape digits', '{"a":"\\u001F"}', 'WIRE_NOT_CANONICAL'],
    ['\\u000a for \\n', '{"a":"\\u000a"}', 'WIRE_NOT_CANONICAL'],
    ['an escaped surrogate pair', '{"a":"\\ud83d\\ude00"}', 'WIRE_NOT_CANONICAL'],
    ['an escaped lone surrogate', '{"a":"\\ud800"}', 'WIRE_MALFORMED'],
    ['a raw control character', '{"a":"\u0001"}', 'WIRE_MALFORMED'],
    ['a lone surrogate in UTF-8', Buffer.from('7b2261223a22eda080227d', 'hex'), 'WIRE_MALFORMED'],
    ['an overlong slash in UTF-8', Buffer.from('7b2261223a22c0af227d', 'hex'), 'WIRE_MALFORMED'],
    ['UTF-8 cut off', Buffer.from('7b2261223a22c3227d', 'hex'), 'WIRE_MALFORMED'],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le'), 'WIRE_MALFORMED'],
    ['__proto__', '{"__proto__":{"a":1}}', 'WIRE_MALFORMED'],
    ['__proto__ escaped', '{"\\u005f_proto__":{"a":1}}', 'WIRE_MALFORMED'],
    ['__proto__ further in', '{"a":[{"__proto__":null}]}', 'WIRE_MALFORMED'],
    ['constructor', '{"constructor":{"prototype":{}}}', 'WIRE_MALFORMED'],
    ['a trailing comma', '{"a":1,}', 'WIRE_MALFORMED'],
    ['a comment', '{"a":1/**/}', 'WIRE_MALFORMED'],
    ['two objects', '{}{}', 'WIRE_MALFORMED'],
    ['an object cut off', '{"a":1', 'WIRE_MALFORMED'],
    ['a list', '[]', 'WIRE_MALFORMED'],
    ['a string', '"{}"', 'WIRE_MALFORMED'],
    ['null', 'null', 'WIRE_MALFORMED'],
    ['nothing', '', 'WIRE_MALFORMED'],
  ])('refuses %s', (_name, bytes, code) => {
    expect(() => parse(bytes)).toThrow(refused(code));
  });

  it.each(['{}', '{"a":[1,true,null,"\u2028"]}', '{"":{"":0}}', '{"a":1e+21,"b":"😀"}'])(
    'accepts %j',
    (value) => expect(parse(value)).toEqual(JSON.parse(value)),
  );

  it('keeps nothing of a forbidden name', () => {
    expect(() => parse('{"__proto__":{"polluted":1}}')).toThrow();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('refuses more bytes than allowed before it reads them', () => {
    const exact = `{"a":"${'x'.repeat(limits.bytes - 8)}"}`;
    expect(() => parse(exact)).not.toThrow();
    expect(() => parse(`${exact} `)).toThrow(refused('WIRE_TOO_LARGE'));
  });

  it('refuses more levels than allowed, closed or not, of either kind', () => {
    const nest = (n: number) => `{"a":${'['.repeat(n - 1)}${']'.repeat(n - 1)}}`;
    expect(() => parse(nest(8))).not.toThrow();
    expect(() => parse(nest(9))).toThrow(refused('WIRE_TOO_DEEP'));
    expect(() => parse('{"a":'.repeat(9))).toThrow(refused('WIRE_TOO_DEEP'));
    expect(() => parse('{"a":{"b":{},"c":[],"d":{"e":{}}}}')).not.toThrow();
  });

  it('does not count brackets inside strings, whatever is escaped before them', () => {
    for (const inner of ['[[[[[[[[[[', '\\"[[[[[[[[[[', '\\\\\\"{{{{{{{{{{', '[[[[[[[[[\\\\'])
      expect(() => parse(`{"a":"${inner}"}`)).not.toThrow();
    expect(() => parse(`{"a":"\\\\","b":${'['.repeat(9)}`)).toThrow(refused('WIRE_TOO_DEEP'));
  });

  it('answers any bytes with a value or a coded error', () => {
    const near = fc
      .tuple(json, fc.nat(), fc.integer({ min: 0, max: 255 }))
      .map(([value, place, byte]) => {
        const bytes = Buffer.from(canonicalJson(value));
        bytes[place % bytes.length] = byte;
        return bytes;
      });
    const codes = /^WIRE_/;
    fc.assert(
      fc.property(fc.oneof(near, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        let value: object;
        try {
          value = parse(bytes);
        } catch (error) {
          expect(error).toMatchObject({ name: 'WireError', code: expect.stringMatching(codes) });
          return;
        }
        expect(Buffer.from(canonicalJson(value)).equals(bytes)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
