import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocument,
  aDocumentOf,
  aRequestBody,
  aSubject,
  bodyOf,
} from '../../../../test/support/builders.js';
import type { Handling } from './document.js';
import { looserMember, needsRelease, assertBelow, staysInside, strictest } from './handling.js';
import { documentKinds, kinds } from './kinds.js';
import {
  classifications,
  handlingCodes,
  informationCodes,
  sourceCodes,
  subjectCategories,
  suspectCategories,
  trafficLights,
} from '../lists.js';
import { parseDocument } from './parse.js';
import { assertCategories, subjectsOf } from '#capabilities/requests/subjects.model';

const plain: Handling = {
  codes: ['H0'],
  evaluation: { source: 'X', information: '4' },
  restrictions: '',
  retentionMonths: 6,
};

const anyHandling = fc
  .record(
    {
      codes: fc.shuffledSubarray([...handlingCodes], { minLength: 1 }),
      evaluation: fc.record({
        source: fc.constantFrom(...sourceCodes),
        information: fc.constantFrom(...informationCodes),
      }),
      restrictions: fc.constantFrom(
        '',
        'No press.\nNo court.',
        'No press.',
        'A\n---\nB',
        'B',
        '\n---\n',
      ),
      retentionMonths: fc.integer({ min: 1, max: 60 }),
      tlp: fc.constantFrom(...trafficLights),
      classification: fc.constantFrom(...classifications),
    },
    {
      requiredKeys: ['codes', 'evaluation', 'restrictions', 'retentionMonths'],
    },
  )
  .map((handling): Handling => handling);

describe('the strictest of many handlings', () => {
  it('does not depend on order, grouping or repetition', () => {
    fc.assert(
      fc.property(anyHandling, anyHandling, anyHandling, (a, b, c) => {
        const all = strictest(a, b, c);
        expect(strictest(a, a)).toEqual(strictest(a));
        expect(strictest(all)).toEqual(all);
        expect(strictest(all, a)).toEqual(all);
        expect(strictest(b, a)).toEqual(strictest(a, b));
        expect(strictest(strictest(a, b), c)).toEqual(all);
        expect(strictest(a, strictest(b, c))).toEqual(all);
      }),
    );
  });

  it('is never looser than any of them, and no stricter than they are together', () => {
    fc.assert(
      fc.property(fc.array(anyHandling, { minLength: 1, maxLength: 6 }), (many) => {
        const [first = plain, ...others] = many;
        const all = strictest(first, ...others);
        for (const each of many) {
          expect(looserMember(each, all)).toBeUndefined();
          expect(needsRelease(all) || !needsRelease(each)).toBe(true);
        }
        for (const code of all.codes) expect(many.some((m) => m.codes.includes(code))).toBe(true);
        expect(many.map((m) => m.retentionMonths)).toContain(all.retentionMonths);
        expect(needsRelease(all)).toBe(many.some(needsRelease));
      }),
    );
  });

  it('keeps the words of each whole, once, and a single one as it was written', () => {
    const words = 'No press.\n\nNo court.';
    const one: Handling = { ...plain, codes: ['H3'], restrictions: words };
    expect(strictest(one, plain)).toMatchObject({ codes: ['H0', 'H3'], restrictions: words });
    const other: Handling = { ...one, restrictions: 'Ask first.' };
    const both = strictest(one, other, one);
    expect(both.restrictions).toBe(`Ask first.\n---\n${words}`);
    expect(looserMember(both, one)).toBe('restrictions');
  });

  it.each<[string, Partial<Handling>, Partial<Handling>, keyof Handling | undefined]>([
    ['H0 alone is less than H0 with another', { codes: ['H0', 'H2'] }, { codes: ['H0'] }, 'codes'],
    ['H0 adds nothing', { codes: ['H0', 'H2'] }, { codes: ['H2'] }, undefined],
    ['months', { retentionMonths: 6 }, { retentionMonths: 7 }, 'retentionMonths'],
    ['a missing mark', { tlp: 'GREEN' }, {}, 'tlp'],
    ['a lower mark', { tlp: 'AMBER+STRICT' }, { tlp: 'AMBER' }, 'tlp'],
    [
      'a lower level',
      { classification: 'SECRET' },
      { classification: 'RESTRICTED' },
      'classification',
    ],
    [
      'a better evaluation than its source gave',
      {},
      { evaluation: { source: 'A', information: '4' } },
      'evaluation',
    ],
  ])('%s', (_, least, handling, member) => {
    expect(looserMember({ ...plain, ...least }, { ...plain, ...handling })).toBe(member);
  });
});

describe('a release', () => {
  it.each<[Partial<Handling>, boolean]>([
    [{ codes: ['H0'] }, false],
    [{ codes: ['H1', 'H3'] }, false],
    [{ codes: ['H2'] }, true],
    [{ codes: ['H0', 'H1', 'H2', 'H3'] }, true],
    [{ tlp: 'CLEAR' }, false],
    [{ tlp: 'GREEN' }, false],
    [{ tlp: 'AMBER' }, true],
    [{ tlp: 'AMBER+STRICT' }, true],
    [{ tlp: 'RED' }, true],
  ])('of %j is needed: %s', (members, needed) => {
    expect(needsRelease({ ...plain, ...members })).toBe(needed);
  });

  it('an organisation works with the files of what is AMBER, not with those of H2 or RED', () => {
    const inside = (members: Partial<Handling>): boolean => staysInside({ ...plain, ...members });
    expect(
      [undefined, 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'].map((tlp) =>
        inside({ tlp: tlp as Handling['tlp'] }),
      ),
    ).toEqual([false, false, false, false, false, true]);
    expect(inside({ codes: ['H0', 'H2'] })).toBe(true);
  });
});

describe('the ceiling', () => {
  it('is the highest level that passes', () => {
    for (const [i, ceiling] of classifications.entries()) {
      expect(() => assertBelow({}, ceiling)).not.toThrow();
      for (const [j, classification] of classifications.entries()) {
        const act = (): void => assertBelow({ classification }, ceiling);
        if (j <= i) expect(act).not.toThrow();
        else expect(act).toThrow(expect.objectContaining({ code: 'CLASSIFICATION_ABOVE_CEILING' }));
      }
    }
  });
});

describe('a document', () => {
  const handled = (handling: object) => ({ ...aDocument(), handling: { ...plain, ...handling } });

  it('may be marked, by the lists alone', () => {
    const marks = { tlp: 'AMBER+STRICT', classification: 'RESTRICTED' };
    expect(parseDocument(handled(marks)).handling).toMatchObject(marks);
    for (const wrong of [{ tlp: 'WHITE' }, { tlp: null }, { classification: 'EU' }, { pap: 'RED' }])
      expect(() => parseDocument(handled(wrong))).toThrow(/DOCUMENT_INVALID/);
  });

  it('with H3, alone or beside others, says what it restricts', () => {
    for (const codes of [['H3'], ['H0', 'H3'], ['H1', 'H2', 'H3']]) {
      expect(() => parseDocument(handled({ codes }))).toThrow(/H3/);
      expect(parseDocument(handled({ codes, restrictions: 'No.' })).handling.codes).toEqual(codes);
    }
  });
});

describe('the subjects of a document', () => {
  it('are those that its body names, of whatever kind it is', () => {
    const subjects = [aSubject({ name: 'N' })];
    for (const kind of documentKinds) {
      const body: object = bodyOf[kind]();
      const names = Object.keys(kinds[kind].schema['properties'] as object).includes('subjects');
      const document = aDocumentOf(kind, {
        body: { ...body, ...(names && { subjects }) } as never,
      });
      expect([kind, subjectsOf(document)]).toEqual([kind, names ? subjects : []]);
      if (names) expect(parseDocument(document)).toEqual(document);
    }
    expect(subjectsOf(aDocumentOf('response'))).toEqual([]);
  });
});

describe('the category of a person', () => {
  const asked = (...subjects: Parameters<typeof aSubject>[0][]) =>
    aDocument({ body: aRequestBody({ subjects: subjects.map((each) => aSubject(each)) }) });
  const person = { type: 'PERSON', name: 'A' } as const;
  const code = (document: Parameters<typeof assertCategories>[0]): unknown => {
    try {
      assertCategories(document);
      return undefined;
    } catch (error) {
      const { code: said, detail } = error as { code: string; detail: string };
      return [said, detail];
    }
  };

  it('is needed of every person, named by place, and of nothing else', () => {
    const known = { ...person, category: 'WITNESS' } as const;
    expect(code(asked({ type: 'VEHICLE' }, known))).toBeUndefined();
    expect(code(asked(known, person, {}, person))).toEqual([
      'CATEGORY_MISSING',
      '/body/subjects/1, /body/subjects/3',
    ]);
    // Documents signed before the rule stay readable.
    expect(() => parseDocument(asked(person))).not.toThrow();
    expect(code(aDocumentOf('response'))).toBeUndefined();
  });

  it('is needed in an answer as in a request', () => {
    const answer = (...subjects: Parameters<typeof aSubject>[0][]) =>
      aDocumentOf('response', {
        body: { ...bodyOf.response(), subjects: subjects.map((each) => aSubject(each)) },
      });
    const suspect = { ...person, category: 'FUTURE_OFFENDER_INDICATIONS' } as const;
    expect(code(answer())).toBeUndefined();
    expect(code(answer({}, { ...person, category: 'VICTIM' }))).toBeUndefined();
    expect(code(answer({}, person))).toEqual(['CATEGORY_MISSING', '/body/subjects/1']);
    expect(code(answer(suspect))).toEqual(['SUSPECT_WITHOUT_OFFENCE', '/body/subjects/0']);
    expect(parseDocument(answer(person))).toEqual(answer(person));
  });

  it('is a suspect only of an offence other than having been smuggled', () => {
    for (const category of subjectCategories) {
      const suspect = suspectCategories.includes(category);
      const refused = suspect ? ['SUSPECT_WITHOUT_OFFENCE', '/body/subjects/1'] : undefined;
      const own = 'OWN_SMUGGLED_ENTRY_OR_STAY';
      expect(code(asked({}, { ...person, category }))).toEqual(refused);
      expect(code(asked({}, { ...person, category, offence: own }))).toEqual(refused);
      expect(code(asked({}, { ...person, category, offence: 'SOM_6_1_C' }))).toBeUndefined();
    }
  });
});
