import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentOf, aHash, at } from '../../../test/support/builders.js';
import { anOperation, aThread, refusedBy } from '../../../test/support/case-facts.js';
import { operationRules } from './operations.rules.js';
import { haltsElsewhere, unconfirmedLiftings, type WordMark } from './stop-words.schema.js';

const thread = aThread({ requestType: 'CONTROLLED_DELIVERY' });
const mark = (
  halt: string,
  act: WordMark['act'],
  direction: WordMark['direction'] = 'OUT',
  confirmed = false,
): WordMark => ({ halt: aHash(halt), act, direction, confirmed });

describe('a stop-word of another thread of the operation', () => {
  it('holds as long as it holds there, and until its lifting was told', () => {
    expect(haltsElsewhere([], [])).toEqual([]);
    expect(haltsElsewhere([aHash('a')], [])).toEqual([{ halt: aHash('a'), heard: false }]);
    const words = [mark('a', 'HALTED', 'OUT', true)];
    expect(haltsElsewhere([aHash('a')], words)).toEqual([{ halt: aHash('a'), heard: true }]);
    // Lifted there but not yet reported: a step would arrive before the lift that allows it.
    expect(haltsElsewhere([], words)).toHaveLength(1);
    expect(haltsElsewhere([], [...words, mark('a', 'LIFTED')])).toEqual([]);
    expect(haltsElsewhere([aHash('a')], [...words, mark('a', 'LIFTED')])).toHaveLength(1);
    expect(haltsElsewhere([], [mark('a', 'HALTED', 'IN')])).toEqual([
      { halt: aHash('a'), heard: null },
    ]);
    expect(haltsElsewhere([], [mark('a', 'LIFTED', 'IN')])).toEqual([]);
  });

  it('is lifted here, and may still hold at the neighbour until that has confirmed it', () => {
    const words = [mark('a', 'HALTED', 'OUT', true), mark('b', 'HALTED', 'OUT', true)];
    expect(unconfirmedLiftings(words)).toEqual([]);
    expect(unconfirmedLiftings([...words, mark('b', 'LIFTED')])).toEqual([aHash('b')]);
    expect(unconfirmedLiftings([...words, mark('b', 'LIFTED', 'OUT', true)])).toEqual([]);
    expect(unconfirmedLiftings([mark('a', 'LIFTED', 'IN')])).toEqual([]);
  });

  it('lets a step be taken exactly when none holds, in whatever order the words come', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const act = fc.constantFrom('HALTED' as const, 'LIFTED' as const);
    const said = fc.array(fc.tuple(name, act), { maxLength: 10 });
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c']), said, fc.nat(), (beside, words, n) => {
        const marks = words.map(([halt, what]) => mark(halt, what));
        const turned = [...marks.slice(n % 10), ...marks.slice(0, n % 10)].reverse();
        const is = (halt: string, what: string) =>
          words.some((w) => w[0] === halt && w[1] === what);
        const open = ['a', 'b', 'c'].filter(
          (halt) => beside.includes(halt) || (is(halt, 'HALTED') && !is(halt, 'LIFTED')),
        );
        for (const list of [marks, turned]) {
          const found = haltsElsewhere(beside.map(aHash), list);
          expect(found.map(({ halt }) => halt).sort()).toEqual(open.map(aHash).sort());
          const operations = new Map([[thread.id, anOperation({ elsewhere: found })]]);
          const document = aDocumentOf('response');
          const item = { document, thread, direction: 'OUT', at: at() } as const;
          const judged = refusedBy(operationRules, item, { operations }, 'INTAKE');
          expect(judged).toMatch(open.length === 0 ? 'passes' : 'THREAD_HALTED');
        }
      }),
    );
  });
});
