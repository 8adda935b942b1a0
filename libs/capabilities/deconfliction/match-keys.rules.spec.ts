import fc from 'fast-check';
import { aSubject } from '../../../test/support/builders.js';
import type { Sought } from './sought.model.js';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import { matchKeysOf } from './match-keys.rules.js';

const sought = (subjects: readonly Subject[], members: Partial<Sought> = {}): Sought => ({
  requestType: 'INFORMATION',
  subjects,
  ...members,
});
const keysOf = (...args: Parameters<typeof sought>): string[] =>
  matchKeysOf(sought(...args)).map(({ type, value }) => `${type} ${value}`);
const numbered = (type: string, value: string, bearer: Subject['type'] = 'OTHER'): string[] =>
  keysOf([aSubject({ type: bearer, name: 'x', identifiers: [{ type, value }] })]);
const person = (name: string, birthDate = '1990-02-03'): string[] =>
  keysOf([aSubject({ type: 'PERSON', name, birthDate, identifiers: [] })]);

describe('the match keys of a number', () => {
  it.each([
    ['passport', 'P-123 456/7', 'DOCUMENT p1234567'],
    ['Reisepass', 'p 1234567', 'DOCUMENT p1234567'],
    ['passport', 'Ｐ１２３４５６７', 'DOCUMENT p1234567'],
    ['plate', 'XX-0000', 'PLATE xx0000'],
    ['Number plate', 'xx 00.00', 'PLATE xx0000'],
    ['phone', '+49 (0)171 123-4567', 'PHONE +491711234567'],
    ['mobile', '0049 171/1234567', 'PHONE +491711234567'],
    ['Tel.', '0171 1234567', 'PHONE 01711234567'],
    ['phone', '٠١٧١١٢٣٤٥٦٧', 'PHONE 01711234567'],
    ['IMO', 'IMO 9074729', 'VESSEL imo 9074729'],
    ['imo number', '9074729', 'VESSEL imo 9074729'],
    ['MMSI', '211 234 560', 'VESSEL mmsi 211234560'],
    ['IMO', 'XB-77', 'VESSEL number xb77'],
  ])('%s %s is %s', (type, value, expected) => {
    expect(numbered(type, value)).toEqual([expected]);
  });

  it('is what bears it, where the word alone does not say', () => {
    expect(numbered('registration', 'AB 12', 'VEHICLE')).toEqual(['PLATE ab12']);
    const boat = { type: 'VESSEL', name: 'x', identifiers: [] } as const;
    const ofBoat = (type: string) =>
      keysOf([aSubject({ ...boat, identifiers: [{ type, value: 'AB 12' }] })]);
    for (const type of ['registration', 'call sign', 'hull number'])
      expect(ofBoat(type)).toEqual(['VESSEL number ab12']);
  });

  it('is none when it is too short or no number at all', () => {
    for (const [type, value] of [
      ['passport', 'P12'],
      ['passport', 'unknown'],
      ['age', '34'],
      ['plate', 'X1'],
      ['plate', 'none'],
      ['phone', '112'],
      ['phone', '--'],
    ] as const)
      expect([type, value, numbered(type, value)]).toEqual([type, value, []]);
  });

  it('of a check of a document is the document’s', () => {
    const check = { requestType: 'DOCUMENT_CHECK', details: { number: 'P-1234567' } } as const;
    expect(keysOf([], check)).toEqual(['DOCUMENT p1234567']);
    expect(keysOf([], { ...check, requestType: 'INFORMATION' })).toEqual([]);
    for (const details of [undefined, {}, { number: 7 }])
      expect(keysOf([], { requestType: 'DOCUMENT_CHECK', ...(details && { details }) })).toEqual(
        [],
      );
  });
});

describe('the match key of a vessel’s name', () => {
  const vessel = (name: string) => keysOf([aSubject({ type: 'VESSEL', name, identifiers: [] })]);

  it('is the name without what kind of vessel it is', () => {
    for (const name of [
      'Sea Bird',
      'MV SEA BIRD',
      'm/v Seabird',
      'F.V. "Sea-Bird"',
      'Vessel Seabird',
    ])
      expect([name, vessel(name)]).toEqual([name, ['VESSEL name seabird']]);
    expect(vessel('MV')).toEqual([]);
    expect(vessel('Mykonos')).toEqual(['VESSEL name mykonos']);
  });
});

describe('the match key of a person', () => {
  it('is the name in any order and writing, with the date of birth', () => {
    const [expected] = person('Müller-Đorđević José O’Brien');
    for (const name of [
      'jose OBRIEN muller dordevic',
      "DORDEVIC, José  Müller; O'Brien",
      'José K. O`Brien Müller Đorđević',
      ...[..."'’‘`´ʼʻ"].map((apostrophe) => `José O${apostrophe}Brien Müller Đorđević`),
    ])
      expect(person(name)).toEqual([expected]);
  });

  it('is another one with another date or another name, and none without a date', () => {
    const all = [person('Ana Novak'), person('Ana Novak', '1990-03-02'), person('Ana Novakova')];
    expect(new Set(all.flat()).size).toBe(3);
    expect(keysOf([aSubject({ type: 'PERSON', name: 'Ana Novak', identifiers: [] })])).toEqual([]);
    expect(
      keysOf([aSubject({ name: 'Ana Novak', birthDate: '1990-01-01', identifiers: [] })]),
    ).toEqual([]);
  });

  it('keeps single letters when there is nothing else', () => {
    expect(person('李 明')).toEqual(person('明 李'));
    expect(person('李 明')).toHaveLength(1);
    expect(person(' - ')).toEqual([]);
  });

  it('does not depend on order, case, accents as separate marks, or separators', () => {
    // Letters with one upper case; more in the specs of the normal form.
    const word = fc.stringMatching(/^[a-zà-öø-ÿčđłřšžα-ωа-я]{2,12}$/);
    const separator = fc.constantFrom(' ', ', ', '-', '  ', '/', '\u00a0');
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        separator,
        fc.nat(),
        (words, between, turn) => {
          const at = turn % words.length;
          const turned = [...words.slice(at), ...words.slice(0, at)];
          const other = turned.join(between).normalize('NFD');
          expect(person(other)).toEqual(person(words.join(' ')));
          expect(person(other.toUpperCase())).toEqual(person(other));
        },
      ),
    );
  });
});

describe('match keys of any request', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const anySubject = fc.record({
    type: fc.constantFrom('PERSON', 'VESSEL', 'VEHICLE', 'DOCUMENT', 'OTHER'),
    name: text,
    birthDate: fc.constantFrom('1990-01-01', '2000-02-29'),
    identifiers: fc.array(fc.record({ type: text, value: text }), { maxLength: 16 }),
    linkToPurpose: text,
  }) as fc.Arbitrary<Subject>;

  it('come once each, are the same for the same request, and at most 256', () => {
    fc.assert(
      fc.property(fc.array(anySubject, { maxLength: 30 }), (subjects) => {
        const keys = keysOf(subjects);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBeLessThanOrEqual(256);
        expect(keysOf([...subjects, ...subjects])).toEqual(keys);
      }),
      { numRuns: 100 },
    );
    const many = Array.from({ length: 300 }, (_, i) => ({
      type: 'plate',
      value: `AB ${1000 + i}`,
    }));
    expect(keysOf([aSubject({ identifiers: many })])).toHaveLength(256);
  });

  it('of two numbers are one only when letters and digits are the same', () => {
    const number = fc.stringMatching(/^[a-z0-9]{5,12}$/).filter((each) => /\d/.test(each));
    fc.assert(
      fc.property(number, number, (one, other) => {
        const same = numbered('passport', one).join() === numbered('passport', other).join();
        expect(same).toBe(one === other);
      }),
    );
  });
});
