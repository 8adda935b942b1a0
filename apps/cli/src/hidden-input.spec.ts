import { describe, expect, it } from '@jest/globals';
import { hiddenAfter, longestHidden, nothingTyped } from './hidden-input.js';

const typed = (...parts: string[]) => parts.reduce(hiddenAfter, nothingTyped);

describe('a line that is not shown', () => {
  it.each([
    ['ends with Enter', ['pass word\r'], 'pass word', 'entered'],
    ['comes in pieces', ['pa', 'ss', '\n'], 'pass', 'entered'],
    ['ends with the end of the input', ['pass\u0004'], 'pass', 'entered'],
    ['is corrected by whole characters', ['pä\u{1f511}\u007f\bx\r'], 'px', 'entered'],
    ['is begun again', ['wrong\u0015right\r'], 'right', 'entered'],
    ['has nothing of keys that write nothing', ['a\u001b\tb\r'], 'ab', 'entered'],
    ['has nothing of what follows Enter', ['a\rb\r'], 'a', 'entered'],
    ['is dropped when interrupted', ['secret\u0003\r'], '', 'interrupted'],
    ['waits for more', ['pass'], 'pass', undefined],
  ])('%s', (_, parts, text, ended) => {
    expect(typed(...parts)).toEqual({ text, ended });
  });

  it('has an end', () => {
    expect(typed('x'.repeat(longestHidden + 5), '\r').text).toHaveLength(longestHidden);
  });
});
