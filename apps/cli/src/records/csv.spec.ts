import fc from 'fast-check';
import { csvLimits, CsvFlaw, formatCsv, parseCsv } from './csv.js';

const cellsOf = (text: string) => parseCsv(text).map(({ cells }) => cells);
const flawOf = (text: string): unknown => {
  try {
    return parseCsv(text);
  } catch (error) {
    return error instanceof CsvFlaw ? [error.line, error.message] : error;
  }
};

describe('CSV', () => {
  it('gives back every table that was written', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', ' ', 'ب') }),
    );
    const table = fc
      .array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 5 })
      // The first line names the columns and shows the separator.
      .map((rows) => [['first', 'second'], ...rows])
      .filter((rows) => rows.every((row) => row.some((each) => each.trim() !== '')));
    fc.assert(
      fc.property(table, (rows) => {
        expect(cellsOf(formatCsv(rows))).toEqual(rows);
      }),
    );
  });

  it.each(['a,b\r\n1,2\r\n', 'a;b\n1;2', 'a\tb\r\n"1"\t2\r\n', '"a";b\n1;2\n\n;\n'])(
    'reads what spreadsheets write: %j',
    (text) => {
      expect(cellsOf(text)).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ]);
    },
  );

  it('counts lines inside of cells too, and keeps empty cells', () => {
    expect(parseCsv('a,b\r\n"one\r\ntwo",\r\n\r\n3,"4"\r\nx,')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['one\r\ntwo', ''] },
      { line: 5, cells: ['3', '4'] },
      { line: 6, cells: ['x', ''] },
    ]);
  });

  it.each<[string, string, number, RegExp]>([
    ['a quote in the middle', 'a,b\nx"y,2', 2, /a quote inside/],
    ['a quote that stays open', 'a,b\n1,"2\n3\n4', 2, /never closed/],
    ['text after a quote', 'a,b\n"1" ,2', 2, /after the closing quote/],
    ['a carriage return alone', 'a,b\n1\r2,3', 2, /stands alone/],
    ['too many cells', `a\n${','.repeat(csvLimits.cells)}x`, 2, /more than 64 cells/],
    ['too long a cell', `a,b\n1,${'x'.repeat(csvLimits.characters + 1)}`, 2, /16000 characters/],
    ['too many rows', 'a,b\n'.repeat(csvLimits.rows + 1), csvLimits.rows + 1, /2048 rows/],
  ])('refuses %s and says where', (_, text, line, says) => {
    expect(flawOf(text)).toEqual([line, expect.stringMatching(says)]);
  });
});
