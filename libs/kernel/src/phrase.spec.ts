import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { detailOf, KernelError } from './errors.js';
import { joined, phrase } from './phrase.js';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('{}', '{1}', '$&', ''));

describe('a phrase', () => {
  it('is in English what its template says, also with a phrase in it', () => {
    fc.assert(
      fc.property(anyText, fc.integer(), anyText, (name, n, word) => {
        const inner = phrase`not ${word}`;
        const whole = phrase`${name} has ${n}: ${inner}`;
        expect(String(whole)).toBe(`${name} has ${n}: not ${word}`);
        expect(whole).toEqual({ text: '{} has {}: {}', values: [name, String(n), inner] });
      }),
    );
  });

  it('is a row of others with marks between them', () => {
    const row = joined([phrase`at most ${3}`, '/body', phrase`too long`], '; ');
    expect(String(row)).toBe('at most 3; /body; too long');
    expect(String(joined([], ', '))).toBe('');
  });

  it('has each value changed, whatever it stands in, and no word of its own', () => {
    const changed = phrase`a ${'a'}: ${phrase`a ${'a'}`}`.withValues((value) => value + value);
    expect(String(changed)).toBe('a aa: a aa');
  });

  it('stands beside the English detail of an error, and goes on in another error', () => {
    const said = phrase`at most ${7} items`;
    const error = new KernelError('VALUE_INVALID', said);
    expect([error.detail, error.phrase, error.message]).toEqual([
      'at most 7 items',
      said,
      'VALUE_INVALID: at most 7 items',
    ]);
    const next = new KernelError('DOCUMENT_INVALID', detailOf(error), error);
    expect(next.phrase).toBe(said);
    const plain = new KernelError('VALUE_INVALID', '/body');
    expect([detailOf(plain), plain.phrase]).toEqual(['/body', undefined]);
    expect(detailOf(new KernelError('VALUE_INVALID'))).toBeUndefined();
  });
});
