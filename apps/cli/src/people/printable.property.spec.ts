import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { printableJson } from './printable.js';

const acts = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('JSON for people and programs without a character that acts on a terminal', () => {
  it('is what any text gives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = printableJson(value);
        expect(text.split('\n').join('')).not.toMatch(acts);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
