import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aUuid } from '../../../test/support/builders.js';
import { KernelError } from './errors.js';
import {
  isRealState,
  parseAuthorityId,
  parseDocumentId,
  parseEventId,
  parseFingerprint,
  parseLinkId,
  parseMessageId,
  parseOfficerId,
  parseSha256,
  parseSha512,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  timestamp,
} from './ids.js';

const uuid = aUuid('x');
const uuidRefused = [
  uuid.toUpperCase(),
  uuid.replace('-7', '-4'),
  uuid.replace('-8', '-c'),
  uuid.replaceAll('-', ''),
  `${uuid}\n`,
  `{${uuid}}`,
];
const hex = (n: number): string => 'a1'.repeat(n / 2);
const hexRefused = (n: number): string[] => [
  hex(n).toUpperCase(),
  hex(n - 2),
  hex(n + 2),
  `${hex(n)}\n`,
  `0x${hex(n - 2)}`,
  `${hex(n - 2)}g0`,
];

const table: readonly {
  readonly name: string;
  readonly parse: (value: unknown) => string;
  readonly accepts: readonly string[];
  readonly refuses: readonly string[];
}[] = [
  {
    name: 'StateCode',
    parse: parseStateCode,
    accepts: ['XA', 'DE'],
    refuses: ['xa', 'X', 'XAB', 'X1', ' XA', 'XA\n', 'ÄA'],
  },
  {
    name: 'AuthorityId',
    parse: parseAuthorityId,
    accepts: ['ab', 'border-police', `a${'b'.repeat(31)}`],
    refuses: ['a', 'A-b', '1ab', '-ab', 'a.b', 'a_b', 'a/b', 'ab\n', `a${'b'.repeat(32)}`],
  },
  {
    name: 'OfficerId',
    parse: parseOfficerId,
    accepts: ['a.novak', 'ab', 'a-b.c1'],
    refuses: ['A.novak', '.novak', 'a', 'a novak', 'a..b/c', `a${'b'.repeat(32)}`],
  },
  {
    name: 'Fingerprint',
    parse: parseFingerprint,
    accepts: ['A1'.repeat(20), 'A1'.repeat(32)],
    refuses: ['a1'.repeat(20), 'A1'.repeat(8), 'A1'.repeat(21), `${'A1'.repeat(20)}\n`],
  },
  { name: 'DocumentId', parse: parseDocumentId, accepts: [uuid], refuses: uuidRefused },
  { name: 'ThreadId', parse: parseThreadId, accepts: [uuid], refuses: uuidRefused },
  { name: 'EventId', parse: parseEventId, accepts: [uuid], refuses: uuidRefused },
  { name: 'MessageId', parse: parseMessageId, accepts: [hex(32)], refuses: hexRefused(32) },
  { name: 'LinkId', parse: parseLinkId, accepts: [hex(32)], refuses: hexRefused(32) },
  { name: 'Sha256', parse: parseSha256, accepts: [hex(64)], refuses: hexRefused(64) },
  { name: 'Sha512', parse: parseSha512, accepts: [hex(128)], refuses: hexRefused(128) },
  {
    name: 'Timestamp',
    parse: parseTimestamp,
    accepts: ['2026-01-31T23:59:59.123Z', '2024-02-29T00:00:00.000Z', '0001-01-01T00:00:00.000Z'],
    refuses: [
      '2026-02-30T00:00:00.000Z',
      '2025-02-29T00:00:00.000Z',
      '2026-01-31T24:00:00.000Z',
      '2026-01-31T23:59:60.000Z',
      '2026-01-31T23:59:59Z',
      '2026-01-31T23:59:59.1234Z',
      '2026-01-31T23:59:59.123+00:00',
      '2026-01-31t23:59:59.123z',
      '2026-01-31 23:59:59.123Z',
      '+002026-01-31T23:59:59.123Z',
      '2026-01-31T23:59:59.123Z\n',
      '0000-01-01T00:00:00.000Z',
      '0000-12-31T23:59:59.999Z',
    ],
  },
];

const notStrings = [undefined, null, 1, true, {}, [], ['XA'], new Date(0), Symbol('x')];

describe.each(table)('$name', ({ parse, accepts, refuses }) => {
  it.each(accepts)('accepts %j unchanged', (value) => expect(parse(value)).toBe(value));

  it.each(['', ...refuses])('refuses %j', (value) => {
    expect(() => parse(value)).toThrow(expect.objectContaining({ code: 'VALUE_INVALID' }));
  });

  it('refuses what is not a string', () => {
    for (const value of notStrings) expect(() => parse(value)).toThrow(KernelError);
  });

  it('never repeats the value in its error', () => {
    expect(() => parse('Canary 7731')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('Canary') }),
    );
  });
});

describe('timestamp', () => {
  it('is what parseTimestamp accepts, and sorts as text in the order of time', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, date, (a, b) => {
        expect(parseTimestamp(timestamp(a))).toBe(timestamp(a));
        expect(timestamp(a) < timestamp(b)).toBe(a.getTime() < b.getTime());
      }),
    );
  });

  it.each([new Date(Number.NaN), new Date(8.64e15), new Date(-8.64e15)])(
    'refuses a date without such a form (%#)',
    (date) => {
      expect(() => timestamp(date)).toThrow(KernelError);
    },
  );
});

describe('a State that is real', () => {
  it.each(['AA', 'QM', 'QZ', 'XA', 'XB', 'XZ', 'ZZ'])(
    'is not %s: no country has that code',
    (code) => {
      expect(isRealState(parseStateCode(code))).toBe(false);
    },
  );
  it.each(['AD', 'DE', 'QA', 'QL', 'ZW', 'ZA', 'WS', 'YE'])('may be %s', (code) => {
    expect(isRealState(parseStateCode(code))).toBe(true);
  });
});
