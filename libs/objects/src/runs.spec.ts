import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clipRuns, countRuns, firstOf, withoutChunk } from './runs.js';

const run = fc
  .tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }))
  .map(([from, to]) => ({ from, to }));
const runs = fc.array(run, { maxLength: 20 });

function members(list: readonly { from: number; to: number }[], end: number): Set<number> {
  const found = new Set<number>();
  for (const { from, to } of list)
    for (let i = Math.max(0, from); i < Math.min(to, end); i += 1) found.add(i);
  return found;
}

describe('runs of chunks', () => {
  it('keep exactly the chunks within the object, ascending and apart', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 0, max: 50 }), (list, end) => {
        const clipped = clipRuns(list, end);
        expect(members(clipped, end)).toEqual(members(list, end));
        expect(countRuns(clipped)).toBe(members(list, end).size);
        for (const [i, { from, to }] of clipped.entries()) {
          expect(from).toBeLessThan(to);
          if (i > 0) expect(from).toBeGreaterThan(clipped[i - 1]?.to ?? Infinity);
        }
      }),
    );
  });

  it('lose one chunk and no other', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 0, max: 50 }), (list, index) => {
        const clipped = clipRuns(list, 50);
        const expected = members(clipped, 50);
        expected.delete(index);
        expect(members(withoutChunk(clipped, index), 50)).toEqual(expected);
      }),
    );
  });

  it('name the first chunks up to a limit', () => {
    expect(
      firstOf(
        [
          { from: 2, to: 4 },
          { from: 7, to: 9 },
        ],
        3,
      ),
    ).toEqual([2, 3, 7]);
    expect(firstOf([], 3)).toEqual([]);
  });
});
