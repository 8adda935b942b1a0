import { describe, expect, it } from '@jest/globals';
import { parseOfficerId, type OfficerId } from '#kernel';
import { Bytes, Flag, Numbers, One, Parsed, Part, Text, Whole } from './members.js';
import { fromText, readShape } from './read-shape.js';

class Inner {
  @Text({ min: 1, max: 3 })
  readonly name: string;
}

class Page {
  @Whole({ min: 1, max: 100, standard: true })
  readonly limit: number = 50;
}

class Asked extends Page {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @One(['A', 'B'], { nullable: true })
  readonly mark: 'A' | 'B' | null;
  @Bytes(4)
  readonly bytes: Uint8Array;
  @Part(() => Inner)
  readonly inner: Inner;
  @Part(() => Inner, { list: 2 })
  readonly more: readonly Inner[];
  @Flag({ maybe: true })
  readonly all?: boolean | undefined;
}

class Counted {
  @Numbers(2)
  readonly counts: Readonly<Record<string, number>>;
}

class Placed {
  @Whole()
  readonly from: number;
}

class Empty {}

const asked = (over: object = {}): object => ({
  officer: 'anna.k',
  mark: null,
  bytes: 'AQID',
  inner: { name: 'a' },
  more: [],
  ...over,
});

const refusal = (value: unknown): string => {
  try {
    readShape(Asked, value);
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : 'odd';
  }
};

describe('a shape', () => {
  it('is read with its defaults, parts and bytes', () => {
    const read = readShape(Asked, asked({ more: [{ name: 'b' }], all: true }));
    expect(read).toBeInstanceOf(Asked);
    expect(read).toEqual({
      limit: 50,
      officer: 'anna.k',
      mark: null,
      bytes: Uint8Array.of(1, 2, 3),
      inner: { name: 'a' },
      more: [{ name: 'b' }],
      all: true,
    });
    expect(read.more[0]).toBeInstanceOf(Inner);
  });

  it('is the same from the bus, where bytes are bytes', () => {
    expect(readShape(Asked, asked({ bytes: Uint8Array.of(1, 2, 3) }))).toEqual(
      readShape(Asked, asked()),
    );
  });

  it.each([
    ['limit', { limit: 0 }, 'limit (too small)'],
    ['limit as text', { limit: '5' }, 'limit (no integer)'],
    ['officer', { officer: 'X' }, 'officer (not of its form)'],
    ['mark', { mark: 'C' }, 'mark (none of the values that it takes)'],
    ['no mark', { mark: undefined }, 'mark (missing)'],
    ['bytes too many', { bytes: 'AQIDBAU=' }, 'bytes (no base64, or'],
    ['a second spelling', { bytes: 'AQIDBB==' }, 'bytes (no base64, or'],
    ['no bytes', { bytes: '' }, 'bytes (no base64, or'],
    ['inner', { inner: { name: '' } }, 'inner.name (too short)'],
    ['inner that is none', { inner: 'x' }, 'inner (no object)'],
    ['inner that is a list', { inner: [] }, 'inner (no object)'],
    ['a stray name within', { inner: { name: 'a', other: 1 } }, 'inner.other (not known here)'],
    ['more that is no list', { more: { 0: { name: 'a' } } }, 'more (no list)'],
    ['too many', { more: [{ name: 'a' }, { name: 'a' }, { name: 'a' }] }, 'more (too many)'],
    ['one of more', { more: [{ name: 'a' }, null] }, 'more (no object)'],
    ['a stray name', { 'a secret': 1 }, '(a name) (not known here)'],
    ['null for a flag', { all: null }, 'all (neither true nor false)'],
  ])('is refused by the name of what is wrong: %s', (_, over, says) => {
    expect(refusal(asked(over))).toContain(says);
  });

  it.each([[null], [undefined], ['x'], [7], [[]], [Uint8Array.of(1)]])(
    'is no other value: %p',
    (value) => {
      expect(refusal(value)).toContain('an object is wanted');
    },
  );

  it('reaches no prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"limit":7}}');
    expect(refusal(value)).toContain('(not known here)');
    expect(refusal({ constructor: 1 })).toContain('constructor (not known here)');
  });

  it('without members takes nothing', () => {
    expect(readShape(Empty, {})).toEqual({});
    expect(() => readShape(Empty, { x: 1 })).toThrow('not known here');
  });

  it('is spoken in an address: numbers and truth values are read', () => {
    const given = { limit: '7', all: 'true', officer: '12' };
    expect(fromText(Asked, given)).toEqual({ limit: 7, all: true, officer: '12' });
    expect(fromText(Asked, { limit: '07', all: 'yes' })).toEqual({ limit: '07', all: 'yes' });
    expect(fromText(Asked, { limit: ['7', '8'] })).toEqual({ limit: ['7', '8'] });
  });

  it('takes no integer that a number or a database would make another', () => {
    for (const from of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
      expect(readShape(Placed, { from })).toEqual({ from });
    for (const from of [2 ** 53, 1e300])
      expect(() => readShape(Placed, { from })).toThrow('from (too large)');
    expect(() => readShape(Placed, { from: -1e300 })).toThrow('from (too small)');
    const far = { from: '9007199254740993' };
    expect(fromText(Placed, far)).toEqual(far);
  });

  it('holds finite numbers by name, as many as it says', () => {
    const counts = { 'disk.freeMib': 7, x: -1.5 };
    expect(readShape(Counted, { counts })).toEqual({ counts });
    for (const odd of [{ ...counts, y: 1 }, { x: '1' }, { x: NaN }, { x: null }, [1], null, 'x'])
      expect(() => readShape(Counted, { counts: odd })).toThrow('counts (no numbers');
  });
});
