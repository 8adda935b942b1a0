import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { phraseTranslator } from './details.js';
import { languageAccepted, sayProblem } from './problems.js';

describe('a sentence with its values apart', () => {
  const french = phraseTranslator({
    'at most {} items': 'au plus {1} éléments',
    '{} of {}': 'sur {2} : {1}',
    missing: 'absent',
  });
  const atMost = (n: string) => ({ text: 'at most {} items', values: [n] });

  it('is said by its text, in the order of that language', () => {
    expect(french(atMost('3'))).toBe('au plus 3 éléments');
    expect(french({ text: '{} of {}', values: ['a', atMost('9')] })).toBe(
      'sur au plus 9 éléments : a',
    );
  });

  it('without a text of its own says the sentences in it, and the marks of that language', () => {
    const row = { text: '{}: {}; {}', values: ['/body', atMost('3'), 'missing'] };
    expect(french(row)).toBe('/body : au plus 3 éléments ; missing');
  });

  it('never changes a value, also one that is like a text of ours or like a mark in it', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('missing', '{1}', '{}', 'a: b; c', '$&', 'at most 3 items', '__proto__'),
    );
    fc.assert(
      fc.property(value, value, (first, second) => {
        expect(french({ text: '{} of {}', values: [first, second] })).toBe(
          `sur ${second} : ${first}`,
        );
        expect(french({ text: '{}: {}', values: [first, second] })).toBe(`${first} : ${second}`);
      }),
    );
    expect(french({ text: 'toString', values: [] })).toBe('toString');
  });
});

describe('a problem document', () => {
  const english = {
    ...{ code: 'VALUE_INVALID', title: 'T.', remedy: 'R.', detail: 'at most 3' },
    phrase: { text: 'at most {}', values: ['3'] },
  };

  it('is said in a language, with English where a text is missing', () => {
    const { title, remedy, detail } = sayProblem(english, 'fr');
    expect(title).toMatch(/valeur/);
    expect(remedy).not.toBe('R.');
    expect(detail).toBe('au plus 3');
    const stored = { code: 'NO_SUCH_CODE', title: 'T.', remedy: 'R.', detail: 'at most 3' };
    expect(sayProblem(stored, 'fr')).toMatchObject({
      title: 'T.',
      remedy: 'R.',
      detail: 'at most 3',
    });
    expect(sayProblem({ ...stored, detail: undefined }, 'fr').detail).toBeUndefined();
    expect(sayProblem(english, 'en')).toEqual({ title: 'T.', remedy: 'R.', detail: 'at most 3' });
  });

  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['FR', 'fr'],
    ['de, fr;q=0.5, en;q=0.4', 'fr'],
    ['fr;q=0.4, en;q=0.5', 'en'],
    ['en, fr', 'en'],
    ['fr;q=0', 'en'],
    ['de, *;q=0.1', 'en'],
    ['en;q=0, *', 'fr'],
    ['*, fr;q=0.5, en;q=0.1', 'fr'],
    ['en-US;q=0.3, en;q=0.9, fr;q=0.5', 'en'],
    ['fr-CA;q=0.2, en;q=0.5, fr;q=0.9', 'fr'],
    ['en-GB;q=0, en, fr;q=0.1', 'en'],
    ['fr-CA;q=0.2, en, fr', 'en'],
    ['fr ; Q=0.7 , en;q=0.6', 'fr'],
    [`a${' '.repeat(990)}x`, 'en'],
    ['french', 'en'],
    ['fr;q=2', 'en'],
    ['fr;level=1', 'en'],
    [`${'de,'.repeat(400)}fr`, 'en'],
  ])('with Accept-Language %j is said in %s', (header, language) => {
    expect(languageAccepted(header)).toBe(language);
  });
});
