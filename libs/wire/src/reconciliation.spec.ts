import * as fc from 'fast-check';
import { type LedgerRow, parseStateCode } from '#kernel';
import {
  blockSize,
  blocksApart,
  compareLedgers,
  maxSpan,
  rowsOfBlock,
  spanOf,
} from './reconciliation.js';

const rowsOf = (numbers: readonly number[], text = (n: number) => `t${n}`): LedgerRow[] =>
  numbers.map((number) => ({ number, text: text(number) }));
const upTo = (to: number): number[] => Array.from({ length: to }, (_, i) => i + 1);

describe('what two States hold of the same numbers', () => {
  it('has one digest per 64 numbers, and an empty one where nothing is', () => {
    const span = spanOf(rowsOf(upTo(70)), 0, 200);
    expect(span.blocks).toHaveLength(4);
    expect(span.blocks[2]).toBe(span.blocks[3]);
    expect(new Set(span.blocks).size).toBe(3);
    expect(spanOf([], 5, 5).blocks).toEqual([]);
  });

  it('refuses rows out of order or outside, and more than one part takes', () => {
    expect(() => spanOf(rowsOf([2, 1]), 0, 5)).toThrow(RangeError);
    expect(() => spanOf(rowsOf([1, 1]), 0, 5)).toThrow(RangeError);
    expect(() => spanOf(rowsOf([6]), 0, 5)).toThrow(RangeError);
    expect(() => spanOf(rowsOf([3]), 3, 5)).toThrow(RangeError);
    expect(() => spanOf([], 0, maxSpan + 1)).toThrow(RangeError);
  });

  it('differs exactly in the numbers that one of them lost, added or changed', () => {
    const size = 3 * blockSize;
    const changes = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 1, max: size }), fc.constantFrom('lost', 'other')),
      { selector: ([number]) => number, maxLength: 12 },
    );
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 100_000 }), (changed, from) => {
        const given = rowsOf(upTo(size).map((n) => n + from));
        const fate = new Map(changed.map(([number, what]) => [number + from, what] as const));
        const taken = given.flatMap((row) => {
          const what = fate.get(row.number);
          if (what === 'lost') return [];
          return [what === 'other' ? { ...row, text: 'x' } : row];
        });
        const [a, b] = [spanOf(given, from, from + size), spanOf(taken, from, from + size)];
        const found = compareLedgers(
          { ledger: 'messages', by: parseStateCode('XA') },
          blocksApart(a, b).flatMap((block) => rowsOfBlock(given, a, block)),
          blocksApart(a, b).flatMap((block) => rowsOfBlock(taken, b, block)),
        );
        expect(found.map(({ number }) => number)).toEqual([...fate.keys()].sort((x, y) => x - y));
        for (const { number, given: said, taken: held } of found)
          expect([said, held]).toEqual([`t${number}`, fate.get(number) === 'lost' ? null : 'x']);
      }),
    );
  });
});
