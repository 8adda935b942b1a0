import { afterEach, describe, expect, it } from '@jest/globals';
import { speak } from '#language/speak';
import { both, either, parted } from './joined.js';

describe('parts of a line', () => {
  afterEach(() => speak('en'));

  it('are joined as English joins them', () => {
    expect([parted([]), parted(['a']), parted(['a', 'b', 'c'])]).toEqual(['', 'a', 'a; b; c']);
    expect([both(['a', 'b']), either(['a', 'b', 'c'])]).toEqual(['a and b', 'a or b or c']);
  });

  it('are joined as the language of the process joins them', async () => {
    await speak('fr');
    expect([parted(['a', 'b']), both(['a', 'b']), either(['a', 'b'])]).toEqual([
      'a ; b',
      'a et b',
      'a ou b',
    ]);
  });
});
