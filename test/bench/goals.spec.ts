import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figure } from './figures.js';
import { deskQuestions, p95 } from './desk-questions.js';
import { exitCode, goals, goalTable, judge, type Goal } from './goals.js';

const twice: Goal = {
  ...{ id: 'P1', what: 'twice as fast', of: ['rate', 'us'], least: 2 },
  over: [
    ['rate', 'them'],
    ['rate', 'others'],
  ],
};
const quick: Goal = { id: 'P2', what: 'wait', of: ['wait', 'us'], unit: 'ms', most: 30 };
const rate = (by: string, ...rounds: number[]) => figure('rate', by, '1/s', rounds);

describe('goals', () => {
  it('compares rounds that were taken in turn one by one', () => {
    // The second round was slow for both: medians alone would give 5.
    const figures = [rate('us', 100, 20, 100), rate('them', 40, 8, 20)];
    expect(judge(figures, [twice])[0]).toMatchObject({ value: 2.5, verdict: 'met' });
  });

  it('compares medians when there are not as many rounds', () => {
    const figures = [rate('us', 30), rate('them', 10, 20, 30)];
    expect(judge(figures, [twice])[0]).toMatchObject({ value: 1.5, verdict: 'missed' });
  });

  it('takes the best of several others', () => {
    const figures = [rate('us', 30), rate('them', 10), rate('others', 20)];
    expect(judge(figures, [twice])[0]).toMatchObject({ value: 1.5, verdict: 'missed' });
  });

  it('takes the largest of a figure that many have', () => {
    const peak: Goal = { id: 'P6', what: 'peak', of: ['memory'], unit: 'MiB', most: 286 };
    const figures = [200, 290, 100].map((mib, at) => figure('memory', `p${at}`, 'MiB', [mib]));
    expect(judge(figures, [peak])[0]).toMatchObject({ value: 290, verdict: 'missed' });
  });

  it('says so when one of the two was not measured', () => {
    for (const figures of [[], [rate('us', 1)], [rate('them', 1)]])
      expect(judge(figures, [twice])[0]).toEqual({
        ...{ id: 'P1', what: 'twice as fast', unit: 'x', goal: '>= 2', verdict: 'not measured' },
      });
    expect(judge([], goals).every(({ verdict }) => verdict === 'not measured')).toBe(true);
  });

  it('judges a value alone by its bound, which is part of it', () => {
    const verdict = (ms: number) => judge([figure('wait', 'us', 'ms', [ms])], [quick])[0]?.verdict;
    expect([30, 30.1].map(verdict)).toEqual(['met', 'missed']);
  });

  it('judges a value and its opposite bound the other way round', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (v, b) => {
          fc.pre(v !== b);
          const of = ['wait', 'us'] as const;
          const both: Goal[] = [
            { id: 'a', what: '', of, least: b },
            { id: 'b', what: '', of, most: b },
          ];
          const found = judge([figure('wait', 'us', 'ms', [v])], both).map(
            ({ verdict }) => verdict,
          );
          expect(found).toEqual(v > b ? ['met', 'missed'] : ['missed', 'met']);
        },
      ),
    );
  });

  it('judges each question of a desk by itself, by its growth and its time; a miss fails the run', () => {
    const desk = (ms: (question: string, large: boolean) => number) =>
      deskQuestions.flatMap((question) =>
        [true, false].map((large) => {
          const by = `desk of ${large ? 1_000_000 : 10_000} threads`;
          return figure(p95(question), by, 'ms', [ms(question, large)]);
        }),
      );
    const missed = (figures: ReturnType<typeof desk>) => {
      const verdicts = judge(figures);
      const names = verdicts.filter(({ verdict }) => verdict === 'missed').map(({ what }) => what);
      expect(exitCode(verdicts)).toBe(names.length === 0 ? 0 : 1);
      return names;
    };
    expect(missed(desk(() => 60))).toEqual([]);
    // One question grows a hundredfold, one stays small, beside sixty milliseconds for all others.
    const grown = desk((question, large) => (question === 'in hand' ? (large ? 50 : 0.5) : 60));
    expect(missed(grown)).toEqual(['in hand, 1000000 threads / 10000']);
    expect(missed(desk((_, large) => (large ? 1 : 0.1)))).toEqual([]);
    const slower = desk((question, large) => (question === 'in hand' ? (large ? 2 : 1) : 60));
    expect(missed(slower)).toEqual(['in hand, 1000000 threads / 10000']);
    expect(missed(desk((question) => (question === 'in hand' ? 201 : 200)))).toEqual([
      'in hand, 1000000 threads',
    ]);
  });

  it('prints every goal on a line of its own', () => {
    const lines = goalTable(judge([rate('us', 30), rate('them', 10)], [twice, quick])).split('\n');
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^P1 +twice as fast +3 +x +>= 2 +met$/),
      expect.stringMatching(/^P2 +wait +ms +<= 30 +not measured$/),
    ]);
  });
});

describe('the table of goals', () => {
  it('has exactly one bound in each line', () => {
    for (const { least, most } of goals)
      expect([least, most].filter((bound) => bound !== undefined)).toHaveLength(1);
  });
});
