import { describe, expect, it } from '@jest/globals';
import { type Direction, linesOf } from './lines.js';

const measure = ({ text }: { readonly text: string }): number =>
  text.replaceAll(/\p{M}/gu, '').length * 10;
const seen = (text: string, direction: Direction, width = 1_000): string[][] =>
  linesOf(text, { width, direction, measure }).map(({ pieces }) => pieces.map(({ text }) => text));

describe('lines', () => {
  it('keep Latin words together and break between them', () => {
    expect(seen('one two three', 'ltr', 80)).toEqual([['one two'], ['three']]);
    expect(seen('', 'ltr')).toEqual([[]]);
  });

  it('cut a word that is wider than the room, and no mark from its letter', () => {
    expect(seen('abcdefg', 'ltr', 30)).toEqual([['abc'], ['def'], ['g']]);
    expect(seen('abe\u0301d', 'ltr', 30)).toEqual([['abe\u0301'], ['d']]);
  });

  it('put the first Arabic word at the right, each in the order in which it is read', () => {
    expect(seen('نص أول', 'rtl')).toEqual([['أول', ' ', 'نص']]);
    expect(seen('نص أول', 'ltr')).toEqual([['أول', ' ', 'نص']]);
  });

  it('keep Latin words and numbers within Arabic ones from left to right', () => {
    expect(seen('ملف SHA-512 هنا', 'rtl')).toEqual([['هنا', ' ', 'SHA-512', ' ', 'ملف']]);
    expect(seen('في 12 يوما', 'rtl')).toEqual([['يوما', ' ', '12', ' ', 'في']]);
  });

  it('keep numbers of Arabic digits from left to right, one by one: they are not joined', () => {
    expect(seen('سنة ٢٠٢٦', 'rtl')).toEqual([['٢', '٠', '٢', '٦', ' ', 'سنة']]);
  });

  it('mirror brackets around Arabic words', () => {
    expect(seen('(نص)', 'rtl')).toEqual([['(', 'نص', ')']]);
    expect(seen('نص (RFC 3161)', 'rtl')).toEqual([['(', 'RFC 3161', ')', ' ', 'نص']]);
  });

  it('order each line by itself', () => {
    expect(seen('واحد اثنان ثلاثة', 'rtl', 110)).toEqual([['اثنان', ' ', 'واحد'], ['ثلاثة']]);
  });

  it('measure what they draw', () => {
    const [line] = linesOf('ab نص', { width: 100, direction: 'ltr', measure });
    expect(line?.width).toBe(50);
  });
});
