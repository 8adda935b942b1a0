import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { table, type Column, type Style } from './table.js';
import { widthOf } from './width.js';

const plain = (columns: number | undefined): Style => ({ columns, paint: (_, text) => text });
const columns: readonly Column[] = [
  { head: 'ID' },
  { head: 'WITH', least: 8 },
  { head: 'IN HAND', least: 8, spare: 1 },
  { head: 'SUBJECT', least: 10 },
];

describe('a table', () => {
  const rows = [
    { cells: ['6a1c2d3e', 'XB/coast-guard', 'b.meier', 'Boat adrift, can you rescue?'] },
    { cells: ['0b51aa02', 'XC/海岸警卫队', '-', '\u2068قارب\u2069'], notes: ['STOPPED'] },
  ];

  it('has a header, and columns by width in any script', () => {
    expect(table(columns, rows, plain(undefined))).toEqual([
      'ID        WITH            IN HAND  SUBJECT',
      '6a1c2d3e  XB/coast-guard  b.meier  Boat adrift, can you rescue?',
      '0b51aa02  XC/海岸警卫队   -        \u2068قارب\u2069',
      '    STOPPED',
    ]);
  });

  it('leaves out what is spare, cuts the widest, and never a column without a least width', () => {
    expect(table(columns, rows, plain(38))).toEqual([
      'ID        WITH           SUBJECT',
      '6a1c2d3e  XB/coast-gua…  Boat adrift,…',
      '0b51aa02  XC/海岸警卫队  \u2068قارب\u2069',
      '    STOPPED',
    ]);
    for (const line of table(columns, rows, plain(38)))
      expect(widthOf(line)).toBeLessThanOrEqual(38);
  });

  it('sets numbers to the right', () => {
    const counts: readonly Column[] = [{ head: 'CHANGE' }, { head: 'TRIED', right: true }];
    expect(table(counts, [{ cells: ['flip', '7'] }], plain(undefined))).toEqual([
      'CHANGE  TRIED',
      'flip        7',
    ]);
  });

  it('paints a row and its notes', () => {
    const paint: Style['paint'] = (colour, text) => `<${colour}>${text}`;
    const painted = table([{ head: 'A' }], [{ cells: ['x'], notes: ['n'], colour: 'red' }], {
      columns: 40,
      paint,
    });
    expect(painted).toEqual(['A', '<red>x', '<red>    n']);
  });

  it('of any texts fits its columns', () => {
    const text = fc.string({ unit: 'grapheme' });
    const row = fc.record({
      cells: fc.tuple(fc.constant('6a1c2d3e'), text, text, text),
      notes: fc.array(text, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.integer({ min: 40, max: 120 }),
        (all, most) => {
          for (const line of table(columns, all, plain(most)))
            expect(widthOf(line)).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});
