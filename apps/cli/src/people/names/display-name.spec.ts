import fc from 'fast-check';
import { widthOf } from '../../print/width.js';
import { printable } from '../printable.js';
import { composed, displayNameFlaw, displayNameLimits } from './display-name.js';

describe('a display name', () => {
  it.each([
    'Ana Novák',
    'أمل بن يوسف',
    'Ελένη Παπαδοπούλου',
    'Олена Ковальчук-Шевченко',
    'می\u200cخواهم',
    'सरस्वती देवी',
    '王 小明',
    'Nguyễn Thị Ánh',
    "Seán O'Brien",
    'ד״ר שרה לוי',
  ])('may be %s', (name) => {
    expect(displayNameFlaw(composed(name))).toBeUndefined();
    // Nothing of it is replaced when it is shown.
    expect(printable(name).replaceAll(/[\u2068\u2069]/g, '')).toBe(name);
  });

  it.each([
    ['CHARACTER', 'Ana \u202Ekavon'],
    ['CHARACTER', 'Ana\u0007'],
    ['CHARACTER', 'Ana\nNovák'],
    ['CHARACTER', 'A\u200dna'],
    ['CHARACTER', 'Ana) a.novak@customs ('],
    ['CHARACTER', 'ana@border-police'],
    ['CHARACTER', '\u3164'],
    ['CHARACTER', ''],
    ['CHARACTER', 'Ana"'],
    ['ID', 'a.novak'],
    ['ID', 'b-horvat2'],
    ['LETTER', '007'],
    ['LETTER', '...'],
    ['MARKS', '\u0301Ana'],
    ['MARKS', `A${'\u0301'.repeat(6)}na`],
    ['ALPHABETS', 'Аna'],
    ['LONG', 'a'.repeat(displayNameLimits.columns + 1)],
    ['LONG', '王'.repeat(displayNameLimits.columns / 2 + 1)],
    ['LONG', 'a '.repeat(100_000)],
  ])('is refused as %s: %j', (flaw, name) => {
    expect(displayNameFlaw(composed(name))).toBe(flaw);
  });

  it('is composed as a person typed it, with single spaces', () => {
    expect(composed('  Ana   Nova\u0301k ')).toBe('Ana Novák');
  });

  it('has no more columns than are left beside an id, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (typed) => {
        const name = composed(typed);
        expect(composed(name)).toBe(name);
        if (displayNameFlaw(name) === undefined)
          expect(widthOf(name)).toBeLessThanOrEqual(displayNameLimits.columns);
      }),
    );
  });
});
