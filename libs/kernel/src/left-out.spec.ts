import { LeftOut } from './left-out.js';

describe('items that failed', () => {
  it('are left out until the last batch of their round', () => {
    const left = new LeftOut<string>();
    expect(left.noteBatch(['a', 'b'], false)).toBe(false);
    expect(left.noteBatch(['b', 'c'], false)).toBe(false);
    expect(left.items).toEqual(['a', 'b', 'c']);
    expect(left.noteBatch(['d'], true)).toBe(true);
    expect(left.items).toEqual([]);
  });

  it('are 10,000 at most: with more the round is over', () => {
    const left = new LeftOut<number>();
    const many = Array.from({ length: 10_000 }, (_, n) => n);
    expect([left.noteBatch(many, false), left.items.length]).toEqual([false, 10_000]);
    expect([left.noteBatch([10_000], false), left.items]).toEqual([true, []]);
  });
});
