import { describe, expect, it } from '@jest/globals';
import { Lexer } from './lexer.js';
import { ascii, dict, encoded, latin1, name, Reference, Text, unicode } from './values.js';

const read = (text: string): string => encoded(new Lexer(latin1(text), 0).value());

describe('values', () => {
  it.each([
    ['a number', '-12.5', '-12.5'],
    ['a whole number', '100', '100'],
    ['words', '[true false null]', '[true false null]'],
    ['a name with a blank', '/a#20b', '/a#20b'],
    ['a text with brackets', '(a(b)\\)c)', '(a\\(b\\)\\)c)'],
    ['a text with bytes', '(\\377\\n)', '<FF0A>'],
    ['hexadecimal', '<6869>', '<6869>'],
    ['a reference', '[12 0 R 3]', '[12 0 R 3]'],
    ['numbers before an operator that begins with R', '[1 0 0]', '[1 0 0]'],
    ['a comment', '% x\n7', '7'],
    ['a dictionary', '<</A[/B]/C<</D 1>>>>', '<</A [/B]\n/C <</D 1>>>>'],
  ])('are read and written: %s', (_, text, again) => {
    expect(read(text)).toBe(again);
    expect(read(again)).toBe(again);
  });

  it.each([
    ['half a byte', '<123>'],
    ['a text without an end', '(abc'],
    ['a list without an end', '[1 2'],
    ['a key that is no name', '<<1 2>>'],
    ['a key twice', '<</A 1/A 2>>'],
    ['an unknown word', 'nil'],
    ['lists in lists without end', '['.repeat(40)],
  ])('are refused: %s', (_, text) => {
    expect(() => read(text)).toThrow('not PDF');
  });

  it('are written small and whole', () => {
    const value = dict({ A: 0.1, B: [1 / 3, -0], C: name('x'), D: new Reference(5) });
    expect(encoded(value)).toBe('<</A 0.1\n/B [0.333333 0]\n/C /x\n/D 5 0 R>>');
    expect(encoded(unicode('ä'))).toBe('<FEFF00E4>');
    expect([encoded(ascii('a')), encoded(new Text(latin1('a'), true))]).toEqual(['(a)', '<61>']);
  });
});
