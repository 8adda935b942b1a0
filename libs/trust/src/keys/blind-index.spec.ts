import fc from 'fast-check';
import { indexTokens, tokenTypes, type TokenType } from './blind-index.js';
import { newSecret } from './key-ring.js';
import { identifierOf, normalise, wordsOf } from './normalise.js';

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const types = fc.constantFrom(...(Object.keys(tokenTypes) as TokenType[]));

describe('the normal form of a word', () => {
  it('is reached in one application', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const form = normalise(raw);
        expect(normalise(form)).toBe(form);
      }),
      { numRuns: 2000 },
    );
  });

  it('is reached from every single character of the basic plane', () => {
    for (let code = 0; code < 0x1_0000; code += 1) {
      const form = normalise(String.fromCharCode(code));
      if (normalise(form) !== form) throw new Error(`not stable: ${code.toString(16)}`);
    }
  });

  it.each([
    ['Müller', 'MULLER'],
    ['Straße', 'STRASSE'],
    ['Đorđević', 'dordevic'],
    ['Łukasz', 'lukasz'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδός'],
    ['مُحَمَّد', 'محمد'],
    ['محـــمد', 'محمد'],
    ['أحمد', 'احمد'],
    ['علی', 'علي'],
    ['ﷴ', 'محمد'],
    ['ＡＢ１２', 'ab12'],
    ['٠١٢', '012'],
    ['۴۵', '45'],
    ['a\u200bb\u202ec', 'abc'],
  ])('%s and %s are one word', (one, other) => {
    expect(normalise(one)).toBe(normalise(other));
  });

  it('splits text into words and keeps an identifier in one piece', () => {
    expect(wordsOf("  O'Neill-García, J. 2x ")).toEqual(['neill', 'garcia', '2x']);
    expect(identifierOf('ab-123 cd')).toEqual(identifierOf('AB 123-CD'));
    expect(identifierOf(' - ')).toEqual([]);
  });
});

describe('tokens of the blind index', () => {
  const key = newSecret();
  const hex = (...args: Parameters<typeof indexTokens>): string[] =>
    indexTokens(...args).map((token) => token.toString('hex'));

  it('are equal for equal words, whatever the spelling, and 8 bytes long', () => {
    fc.assert(
      fc.property(types, text, (type, raw) => {
        const tokens = indexTokens(key, 'ENFORCEMENT', type, [raw]);
        expect(tokens.every((token) => token.length === 8)).toBe(true);
        expect(hex(key, 'ENFORCEMENT', type, [raw.normalize('NFD'), raw])).toEqual(
          tokens.map((token) => token.toString('hex')),
        );
      }),
    );
  });

  it('say nothing across types, compartments and keys', () => {
    const all = [
      hex(key, 'ENFORCEMENT', 'name', ['Muller']),
      hex(key, 'ENFORCEMENT', 'plate', ['Muller']),
      hex(key, 'PROTECTION', 'name', ['Muller']),
      hex(newSecret(), 'ENFORCEMENT', 'name', ['Muller']),
    ].flat();
    expect(new Set(all).size).toBe(4);
  });

  it('are the ones another implementation computes', () => {
    // HKDF-SHA256(key = 32 x 0x01, salt empty, info "liaise-index-v1:ENFORCEMENT:plate"), HMAC-SHA256("ab12"), by openssl.
    expect(hex(Buffer.alloc(32, 1), 'ENFORCEMENT', 'plate', ['AB-12'])).toEqual([
      '017487be122a1f97',
    ]);
  });

  it('of a number in a text are its words and the whole number', () => {
    const words = (text: string) => hex(key, 'ENFORCEMENT', 'text', [text]);
    expect(words('Stern of SHIP-99, red')).toEqual(expect.arrayContaining(words('ship99')));
    expect(words('Stern of SHIP-99, red')).toEqual(expect.arrayContaining(words('ship 99')));
    expect(words('Stern of SHIP-9, 9 crates')).not.toEqual(expect.arrayContaining(words('ship99')));
    expect(words('neill-garcia')).toHaveLength(2);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `word${i}`);
    expect(() => indexTokens(key, 'ENFORCEMENT', 'text', many)).toThrow('INDEX_LIMIT');
  });
});
