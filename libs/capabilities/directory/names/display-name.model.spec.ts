import { describe, expect, it } from '@jest/globals';
import { anOfficer } from '../../../../test/support/builders.js';
import { displayNameFlaw, looksLike } from './display-name.model.js';

describe('a display name', () => {
  it.each([
    'Ana Novák',
    'Bruno d’Angelo-Ćirić',
    'Ольга Петренко',
    'Ελένη Παπαδοπούλου',
    'أمل بن يوسف',
    'علی‌رضا رضایی', // with the joiner that this name has
    'שרה כהן־לוי',
    'क्ष‍त्रिय शर्मा',
    '王小明',
    'Nguyễn Thị Ánh',
    'M. Ó Briain, Jr.',
  ])('may be written in any script: %s', (name) => {
    expect([name, displayNameFlaw(name)]).toEqual([name, undefined]);
  });

  it.each([
    ['a turned direction', 'Ana \u202Ekavo\u202C', 'CHARACTER'],
    ['an isolated part', 'Ana \u2067Novak\u2069', 'CHARACTER'],
    ['a mark of direction', 'Ana\u200F Novak', 'CHARACTER'],
    ['an escape sequence', 'Ana\u001b[2JNovak', 'CHARACTER'],
    ['a line end', 'Ana\nNovak', 'CHARACTER'],
    ['a separator of lines', 'Ana\u2028Novak', 'CHARACTER'],
    ['a joiner between Latin letters', 'Ana\u200dNovak', 'CHARACTER'],
    ['a joiner at its end', 'أمل\u200d', 'CHARACTER'],
    ['a filler of Hangul', 'Ana\u3164', 'CHARACTER'],
    ['a space without a width', 'Ana\u200bNovak', 'CHARACTER'],
    ['a variation selector', 'Ana\ufe0f', 'CHARACTER'],
    ['a letter of private use', 'Ana\ue000', 'CHARACTER'],
    ['half a pair', 'Ana\ud800', 'CHARACTER'],
    ['the sign of an address', 'a.novak@border-police', 'CHARACTER'],
    ['a bracket', 'Ana (head)', 'CHARACTER'],
    ['no letter', '12 .', 'EMPTY'],
    ['nothing', '', 'EMPTY'],
    ['decomposed letters', 'Nova\u0301k', 'NOT_COMPOSED'],
    ['a space in front', ' Ana', 'SPACES'],
    ['two spaces', 'Ana  Novak', 'SPACES'],
    ['a mark of its own', 'Ana \u0334', 'MARKS'],
    ['a heap of marks', `Ax${'\u0334'.repeat(5)}`, 'MARKS'],
    ['Cyrillic among Latin', 'Аna Novak', 'ALPHABETS'],
    ['Greek among Latin', 'Ana Nοvak', 'ALPHABETS'],
    ['65 characters', 'a'.repeat(65), 'TOO_LONG'],
    ['10,000 characters', 'a\u0301'.repeat(5_000), 'TOO_LONG'],
  ])('has not %s', (_, name, flaw) => {
    expect(displayNameFlaw(name)).toBe(flaw);
  });
});

describe('names that look alike', () => {
  const [ana, boris, clara] = ['a.novak', 'b.meier', 'c.ilic'].map((id) => anOfficer(id));
  const ids = [ana, boris, clara].flatMap((id) => id ?? []);
  const names = new Map([[anOfficer('a.novak'), 'Ana Novák']]);
  const found = (name: string, officer = 'b.meier') =>
    looksLike(anOfficer(officer), name, ids, names);

  it.each([
    ['the same name', 'Ana Novák'],
    ['without marks', 'ana novak'],
    ['words turned round', 'Novak, Ana'],
    ['Cyrillic letters among Latin ones', 'Аnа Nоvаk'],
    ['digits', 'Ana N0vak'],
    ['full width', 'Ａna Novak'],
    ['the id of the other', 'A. Novak'],
  ])('are found: %s', (_, name) => {
    expect(found(name)).toEqual(['a.novak']);
  });

  it('are not those of the officer, nor others', () => {
    expect(found('Ana Novak', 'a.novak')).toEqual([]);
    expect(found('Clara Ilić')).toEqual([]);
    expect(found('C. Illc')).toEqual(['c.ilic']);
  });
});
