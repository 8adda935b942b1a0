import fc from 'fast-check';
import { wordBits, wordCount, wordOf, wordsOfHash } from './words.js';

const all = Array.from({ length: wordCount }, (_, index) => wordOf(index));

describe('words', () => {
  it('are 2048 different ones of five plain letters, two of which always differ', () => {
    expect(new Set(all).size).toBe(2048);
    expect(all.every((word) => /^[a-z]{5}$/.test(word))).toBe(true);
    const apart = (one: string, other: string): number =>
      Array.from(one).filter((letter, i) => letter !== other[i]).length;
    let least = 5;
    for (const [i, one] of all.entries())
      for (const other of all.slice(i + 1)) least = Math.min(least, apart(one, other));
    expect(least).toBe(2);
  });

  it('give the bits of the hash back: nothing of the first 132 is lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (hash) => {
        const words = wordsOfHash(hash, 12);
        const bits = words.map((word) => all.indexOf(word).toString(2).padStart(wordBits, '0'));
        const expected = [...hash].map((octet) => octet.toString(2).padStart(8, '0')).join('');
        expect(bits.join('')).toBe(expected.slice(0, 132));
      }),
    );
  });

  it('are not made from too little', () => {
    expect(() => wordsOfHash(new Uint8Array(16), 12)).toThrow(RangeError);
    expect(() => wordOf(2048)).toThrow(RangeError);
  });
});
