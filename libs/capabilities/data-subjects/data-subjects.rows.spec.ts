import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aThreadId } from '../../../test/support/builders.js';
import { subjectLimits } from './data-subjects.lists.js';
import type { ThreadId } from '#kernel';
import { DataSubjects } from './data-subjects.rows.js';
import type { Tx } from '#store';
import type { KeyRing } from '#trust';

const sought = { names: ['N. Orlova'], birthDate: null, numbers: [] };
const subjects = new DataSubjects({ indexKey: () => Buffer.alloc(32) } as unknown as KeyRing);

const database = (files: ReadonlyMap<ThreadId, number>): Tx =>
  ({
    query: (
      _: string,
      [, , , , before, most, ofOne, ofAll]: readonly (string | number | null)[],
    ) => {
      const found = [...files.keys()].sort().reverse();
      const rows = found
        .filter((id) => typeof before !== 'string' || id < before)
        .slice(0, Number(most))
        .flatMap((id) =>
          Array.from({ length: Math.min(files.get(id) ?? 0, Number(ofOne)) }, (__, i) => ({
            id,
            dispatch: `${id} ${i}`,
          })),
        );
      return Promise.resolve(rows.slice(0, Number(ofAll)));
    },
  }) as unknown as Tx;

describe('the files of a person', () => {
  it('come whole and once each, page by page, however many documents they have', async () => {
    const counts = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 * subjectLimits.page });
    await fc.assert(
      fc.asyncProperty(counts, async (given) => {
        const files = new Map(given.map((count, i) => [aThreadId(`${i}`), count]));
        const seen: (readonly [ThreadId, number])[] = [];
        let before: ThreadId | null = null;
        do {
          const page = await subjects.files(database(files), sought, ['ENFORCEMENT'], before);
          expect(page.files.length).toBeLessThanOrEqual(subjectLimits.page);
          seen.push(...page.files.map(({ id, documents }) => [id, documents.length] as const));
          before = page.next;
        } while (before !== null);
        const whole = [...files].map(
          ([id, count]) => [id, Math.min(count, subjectLimits.documents)] as const,
        );
        expect(seen).toEqual(whole.sort(([one], [other]) => (one < other ? 1 : -1)));
      }),
      { numRuns: 40 },
    );
  });
});
