import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { cut, padded, widthOf, wrapped } from './width.js';

describe('the width of a text', () => {
  it.each([
    ['Boat adrift', 11],
    ['海岸警卫队', 10],
    ['خفر السواحل', 11],
    ['e\u0301te\u0301', 3],
    ['\u2068اب\u2069', 2],
    ['👩‍👩‍👧', 2],
  ])('of %s is %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('of a cut text fits, between characters, and an isolated one stays isolated', () => {
    expect(cut('海岸警卫队', 6)).toBe('海岸…');
    expect(cut('e\u0301te\u0301s', 3)).toBe('e\u0301t…');
    expect(cut('\u2068خفر السواحل\u2069', 5)).toBe('\u2068خفر…\u2069');
    expect(cut('LIFE \u2068خفر السواحل\u2069', 10)).toBe('LIFE \u2068خفر…\u2069');
    expect(wrapped('to \u2068خفر السواحل\u2069 now', 8)).toEqual([
      ...['to \u2068خفر\u2069', '\u2068السواحل\u2069', 'now'],
    ]);
    expect(padded('海岸', 6)).toBe('海岸  ');
  });
});

describe('lines of any text', () => {
  const most = 20;
  it('fit, and together hold every word', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes(' ')),
        ),
        (words) => {
          const text = words.join(' ');
          const lines = wrapped(text, most);
          for (const line of [...lines, cut(text, most)])
            expect(widthOf(line)).toBeLessThanOrEqual(most);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });
});
