import fc from 'fast-check';
import { aProfile, anAuthority, aState } from '../../../../test/support/builders.js';
import {
  authorityBodies,
  authorityFunctions,
} from '#capabilities/directory/authority-profile.schema';
import { threadTypes } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { compareRecords } from './changes.js';
import { isLanguage, isStateCode } from './codes.js';
import { parseCsv } from './csv.js';
import { formatRecords, readRecordFile, recordLimits } from './record-file.js';
import { judgeRecords, type AuthorityRecord } from './record.js';
import { hiddenCharacter, looksLike } from './writing.js';

const aRecord = (members: Partial<AuthorityRecord> = {}): AuthorityRecord => ({
  ...{ state: aState('XA'), authority: anAuthority(), name: 'Border Police' },
  ...aProfile(),
  ...members,
});
const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const inFile = (format: 'csv' | 'json', text: string | Uint8Array) =>
  readRecordFile(`r.${format}`, format, typeof text === 'string' ? bytesOf(text) : text);
const judged = (...values: unknown[]) =>
  judgeRecords(values.map((value, i) => ({ file: 'r.json', line: i + 1, value }))).flaws;
const codesOf = (...values: unknown[]) =>
  judged(...values).map(({ code, member }) => [code, member]);

const word = fc.constantFrom(
  'Granična',
  'policija',
  'شرطة',
  'الحدود',
  'Straż',
  'می‌خواهم',
  '=SUM',
  '+1',
  '@x',
  "'",
);
const text = (most: number) =>
  fc
    .array(fc.oneof(word, fc.constantFrom(',', ';', '"', '-', '\uff1d1')), {
      minLength: 1,
      maxLength: most,
    })
    .map((w) => w.join(' '));
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const record: fc.Arbitrary<AuthorityRecord> = fc.record({
  state: fc.constant(aState('XA')),
  authority: fc.stringMatching(/^[a-z][a-z0-9-]{1,31}$/).map((id) => anAuthority(id)),
  name: text(4),
  bodies: some(authorityBodies),
  functions: some(authorityFunctions),
  competences: some(threadTypes),
  languages: fc.subarray(['hr', 'ar', 'en', 'fa'], { minLength: 1 }),
  roundTheClock: fc.boolean(),
  phone: fc.constantFrom('', '+385 1 234567'),
  email: fc.constantFrom('', 'duty@border.example', '=cmd@border.example', "'=x@border.example"),
  requirements: fc.array(text(5), { maxLength: 3 }).map((lines) => lines.join('\n')),
  untocAsLegalBasis: fc.boolean(),
  interpolChannelAccepted: fc.boolean(),
  lawLinks: some(['https://law.example/a,b;c', 'https://law.example/?q=1']),
});
const records = fc.uniqueArray(record, { maxLength: 5, selector: ({ authority }) => authority });

describe('records of authorities', () => {
  it.each(['csv', 'json'] as const)(
    'are the same again after %s was written and read',
    (format) => {
      fc.assert(
        fc.property(records, (written) => {
          const { values, flaws } = inFile(format, formatRecords(written, format));
          expect(flaws).toEqual([]);
          expect(values.map(({ value }) => value)).toEqual(written);
          expect(judgeRecords(values).flaws.filter(({ code }) => code !== 'NAME_ALIKE')).toEqual(
            [],
          );
        }),
      );
    },
  );

  it('never write a cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(records, (written) => {
        const [, ...rows] = parseCsv(formatRecords(written, 'csv').slice(1));
        for (const cell of rows.flatMap(({ cells }) => cells))
          expect(cell).not.toMatch(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/);
      }),
    );
  });

  it.each<[string, object, (readonly string[])[]]>([
    ['no country', { state: 'ZQ' }, [['STATE_UNKNOWN', 'state']]],
    ['small letters of a country', { state: 'hr' }, [['STATE_UNKNOWN', 'state']]],
    ['a withdrawn language', { languages: ['hr', 'iw'] }, [['LANGUAGE_UNKNOWN', 'languages']]],
    ['a language of three letters', { languages: ['hrv'] }, [['MEMBER_WRONG', 'languages']]],
    ['an unknown function', { functions: ['GOSSIP'] }, [['CODE_UNKNOWN', 'functions']]],
    ['a name that turns', { name: 'Police\u202e ecilop' }, [['CHARACTER_HIDDEN', 'name']]],
    ['a line in a name', { name: 'Police\nof XA' }, [['CHARACTER_HIDDEN', 'name']]],
    [
      'an escape in a text',
      { requirements: 'a\n\u001b[2J' },
      [['CHARACTER_HIDDEN', 'requirements']],
    ],
    ['a joiner at the end', { name: 'Police\u200d' }, [['CHARACTER_HIDDEN', 'name']]],
    ['half a character', { requirements: 'a\ud800' }, [['CHARACTER_HIDDEN', 'requirements']]],
    [
      'a Cyrillic letter in a Latin word',
      { name: 'Border P\u043elice' },
      [['SCRIPTS_MIXED', 'name']],
    ],
    ['too long a name', { name: 'x'.repeat(201) }, [['MEMBER_WRONG', 'name']]],
    [
      'a text where a truth stands',
      { roundTheClock: 'perhaps' },
      [['MEMBER_WRONG', 'roundTheClock']],
    ],
    ['a member too many', { colour: 'blue' }, [['MEMBER_UNKNOWN', '']]],
    ['a member that is not there', { phone: undefined }, [['MEMBER_MISSING', 'phone']]],
    [
      'several at once',
      { phone: 'call', email: 'x', languages: [] },
      [
        ['MEMBER_WRONG', 'languages'],
        ['MEMBER_WRONG', 'phone'],
        ['MEMBER_WRONG', 'email'],
      ],
    ],
  ])('are told to have %s', (_, members, codes) => {
    expect(codesOf({ ...aRecord(), ...members })).toEqual(codes);
  });

  it('are whole in Arabic, Persian and Greek', () => {
    expect(
      codesOf(
        aRecord({ name: 'شرطة الحدود' }),
        aRecord({ authority: anAuthority('coast'), name: 'نیروی دریایی می\u200cخواهم' }),
        aRecord({ authority: anAuthority('guard'), name: 'Λιμενικό Σώμα 2' }),
      ),
    ).toEqual([]);
    expect(codesOf(7, null, [])).toEqual([
      ['MEMBER_WRONG', ''],
      ['MEMBER_WRONG', ''],
      ['MEMBER_WRONG', ''],
    ]);
    expect(hiddenCharacter('a\u2066b', true)).toBe('U+2066');
  });

  it('stand once, under names that nobody takes for each other', () => {
    const twin = aRecord({ authority: anAuthority('twin') });
    expect(looksLike('Сoast guаrd')).toBe(looksLike('COAST-GUARD'));
    expect(codesOf(aRecord(), aRecord({ name: 'Another' }))).toEqual([
      ['RECORD_REPEATED', 'authority'],
    ]);
    expect(codesOf(aRecord(), { ...twin, name: 'BORDER POLICE' })).toEqual([
      ['NAME_ALIKE', 'name'],
    ]);
    expect(codesOf(aRecord(), { ...twin, name: 'Border Police', state: 'XB' })).toEqual([]);
  });

  it('are found by their line in a file', () => {
    const json = '[\n {"a": "[{\\"\\n,"},\n\n {"b": [1,\n 2]}, 3,\n {}\n]';
    expect(inFile('json', json).values.map(({ line }) => line)).toEqual([2, 4, 5, 6]);
    const [header = '', row = ''] = formatRecords([aRecord({ requirements: 'a\nb' })], 'csv').split(
      /\r\n/,
    );
    const csv = [header, row, '', row.replace('XA', 'X1'), 'XA,short'].join('\r\n');
    const { values, flaws } = inFile('csv', csv);
    expect(values.map(({ line }) => line)).toEqual([2, 5]);
    expect(flaws).toEqual([
      {
        file: 'r.csv',
        line: 7,
        code: 'MEMBER_WRONG',
        member: '',
        says: '2 cells under 14 columns',
      },
    ]);
    expect(judgeRecords(values).flaws).toEqual([
      expect.objectContaining({ line: 5, code: 'STATE_UNKNOWN' }),
    ]);
  });

  it.each<[string, 'csv' | 'json', string | Uint8Array, string]>([
    ['not UTF-8', 'csv', Uint8Array.of(0x73, 0xe9), 'FILE_WRONG'],
    ['UTF-16', 'csv', Buffer.from('\ufeffstate', 'utf16le'), 'FILE_WRONG'],
    ['not JSON', 'json', '[{]', 'FILE_WRONG'],
    ['no list', 'json', '{}', 'FILE_WRONG'],
    ['deep nesting', 'json', '['.repeat(200_000), 'FILE_WRONG'],
    ['too many records', 'json', `[${'0,'.repeat(recordLimits.records)}0]`, 'FILE_WRONG'],
    ['nothing', 'csv', '', 'FILE_WRONG'],
    ['a quote that stays open', 'csv', 'state\n"', 'FILE_WRONG'],
    ['a strange column', 'csv', `${formatRecords([], 'csv').trim()},fax\n`, 'MEMBER_UNKNOWN'],
    ['a column twice', 'csv', `${formatRecords([], 'csv').trim()},name\n`, 'MEMBER_UNKNOWN'],
    ['a column too few', 'csv', formatRecords([], 'csv').replace(',email', ''), 'MEMBER_MISSING'],
  ])('of a file with %s are refused', (_, format, content, code) => {
    const { values, flaws } = inFile(format, content);
    expect([values, flaws.map((each) => each.code)]).toEqual([[], [code]]);
  });

  it('are compared with what is signed, and another State’s are never ours', () => {
    const authority = (state: string, profile: AuthorityView['profile']): AuthorityView => ({
      ...{ state: aState(state), authority: anAuthority(), name: 'Border Police' },
      ...{ profile, link: null, keys: [] },
    });
    const known = [authority('XA', aProfile()), authority('XB', aProfile())];
    const compared = (...given: AuthorityRecord[]) =>
      compareRecords(
        aState('XA'),
        given.map((value) => ({ file: 'r', line: 1, value })),
        known,
      );
    const said = (given: AuthorityRecord) =>
      compared(given).changes.map(({ change, ours, members }) => [change, ours, members]);
    expect(said(aRecord({ bodies: [...aProfile().bodies].reverse() }))).toEqual([
      ['same', true, []],
    ]);
    const languages = { member: 'languages', from: ['hr', 'en'], to: ['en', 'hr'] };
    expect(said(aRecord({ languages: ['en', 'hr'] }))).toEqual([['changed', true, [languages]]]);
    expect(said(aRecord({ state: aState('XB'), phone: '' }))).toEqual([
      ['changed', false, [{ member: 'phone', from: aProfile().phone, to: '' }]],
    ]);
    expect(said(aRecord({ state: aState('XC') }))[0]?.slice(0, 2)).toEqual(['new', false]);
    const strange = compared(
      aRecord({ name: 'Border  Police' }),
      aRecord({ authority: anAuthority('ghosts') }),
      aRecord({ state: aState('XB'), name: 'Other' }),
    );
    expect(strange.flaws.map(({ code }) => code)).toEqual(['NAME_DIFFERS', 'AUTHORITY_UNKNOWN']);
    const before = compareRecords(
      aState('XA'),
      [{ file: 'r', line: 1, value: aRecord() }],
      [authority('XA', null)],
    );
    expect(before.changes[0]?.change).toBe('new');
  });

  it('know countries and languages as ISO does, and the codes of tests', () => {
    for (const code of ['HR', 'GB', 'XA', 'ZZ']) expect(isStateCode(code)).toBe(true);
    for (const code of ['UK', 'SU', 'AN', 'hr', 'X', 'EU']) expect(isStateCode(code)).toBe(false);
    for (const code of ['ar', 'hr', 'sr']) expect(isLanguage(code)).toBe(true);
    for (const code of ['sh', 'mo', 'AR', 'xx']) expect(isLanguage(code)).toBe(false);
    const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
    const pairs = letters.flatMap((a) => letters.map((b) => a + b));
    const assigned = pairs.filter(
      (code) => isStateCode(code) && !/^(AA|Q[M-Z]|X[A-Z]|ZZ)$/.test(code),
    );
    expect(assigned).toHaveLength(249);
    expect(pairs.filter((code) => isLanguage(code.toLowerCase()))).toHaveLength(183);
  });
});
