import { describe, expect, it } from '@jest/globals';
import { BatchSize } from './batch-size.js';

const after = (most: number, ...batches: readonly (readonly [number, number])[]): number => {
  const size = new BatchSize(most);
  for (const [rows, ms] of batches) size.took(rows, ms);
  return size.next;
};

describe('the size of a batch', () => {
  it('is the most at first, and while batches are quick', () => {
    expect(after(24)).toBe(24);
    expect(after(24, [24, 100], [12, 0], [20, 200])).toBe(24);
  });

  it('is what a quarter of a second allows, by the last batch', () => {
    expect(after(24, [24, 500])).toBe(12);
    expect(after(32, [32, 400])).toBe(20);
    expect(after(24, [24, 500], [12, 125])).toBe(24);
  });

  it('is never less than a third of the most, however slow', () => {
    expect(after(24, [24, 60_000])).toBe(8);
    expect(after(32, [32, 60_000], [11, 60_000])).toBe(11);
  });

  it('does not heed a batch of few rows: one at a time between full ones takes nothing from these', () => {
    expect(after(24, [1, 300], [24, 100], [1, 300])).toBe(24);
    expect(after(24, [24, 500], [0, 9_000], [5, 1])).toBe(12);
  });
});
