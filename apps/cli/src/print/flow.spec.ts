import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { flowed } from './flow.js';
import { widthOf } from './width.js';

describe('a line that is longer than the terminal', () => {
  it('goes on deeper than it began, and any other line stays as it is', () => {
    const lines = ['    reason: The wrong person was named in the request.', 'short'];
    expect(flowed(lines, { columns: 40 })).toEqual([
      '    reason: The wrong person was',
      '        named in the request.',
      'short',
    ]);
    expect(flowed(lines, { columns: undefined })).toEqual(lines);
  });

  it('is isolated in each part where it runs from right to left', () => {
    const arabic = `    subject: \u2068${'قارب تائه في البحر '.repeat(3).trim()}\u2069`;
    const parts = flowed([arabic], { columns: 40 });
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(part.split('\u2068').length).toBe(part.split('\u2069').length);
      expect(widthOf(part)).toBeLessThanOrEqual(40);
    }
  });

  it('of any text fits', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 60 }), (words, indent) => {
        for (const part of flowed([' '.repeat(indent) + words], { columns: 60 }))
          expect(widthOf(part)).toBeLessThanOrEqual(60);
      }),
    );
  });
});
