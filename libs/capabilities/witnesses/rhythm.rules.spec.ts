import { describe, expect, it } from '@jest/globals';
import { untilLookMs, untilNextMs } from './rhythm.rules.js';

const judged = { isJudged: true, isAnswered: true, failures: 0 };
const at = (seconds: number, neighbour: number | null) =>
  untilNextMs({
    ...judged,
    ageMs: seconds * 1_000,
    neighbourMs: neighbour === null ? null : neighbour * 1_000,
  });

describe('the next offer to a witness outside', () => {
  it.each([
    ['comes with the answer ten seconds after the one before', 10, 10, 0],
    ['comes with an answer that is a second early', 9, 9, 0],
    [
      'waits nine seconds, also where a neighbour answered before, whose rhythm had been broken',
      8.9,
      7,
      100,
    ],
    ['comes then, not with the answer after that', 9, 7, 0],
    ['waits for an answer where the last one came before the last offer', 19.9, -0.5, 100],
    ['comes without an answer after twenty seconds', 20, -0.5, 0],
    ['comes without a neighbour after twenty seconds', 20, null, 0],
    ['waits so long without a neighbour', 19.9, null, 100],
  ])('%s', (_, seconds, neighbour, left) => {
    expect(at(seconds, neighbour)).toBe(left);
  });

  it('waits for the judgement of the one before, whatever was answered meanwhile', () => {
    const open = { failures: 0, isJudged: false, ageMs: 50_000, neighbourMs: 40_000 };
    expect(untilNextMs({ ...open, isAnswered: true })).toBe(Infinity);
    expect(untilNextMs({ ...open, isAnswered: false })).toBe(10_000);
    // The process that carried it has ended.
    expect(untilNextMs({ ...open, isAnswered: false, ageMs: 60_000 })).toBe(0);
    expect(untilNextMs({ ...open, isAnswered: true, ageMs: 3_600_000 })).toBe(Infinity);
  });

  it('waits twice as long after each failure, to five minutes, whatever neighbours answer', () => {
    const pauses = [1, 2, 3, 4, 5, 30].map(
      (failures) => untilNextMs({ ...judged, failures, ageMs: 0, neighbourMs: 10_000 }) / 1_000,
    );
    expect(pauses).toEqual([20, 40, 80, 160, 300, 300]);
  });

  // As the audit service does it: it looks at each answer, and else when `untilLookMs` has passed.
  it.each([0, 1, 2, 4, 5.5, 8, 9.9])(
    'follows the answers again within ten of them, %p s behind them at first',
    (behind) => {
      const answers = Array.from({ length: 12 }, (_, n) => n * 10_000);
      const offers = [behind * 1_000];
      let now = 10_000;
      for (let looks = 0; looks < 200 && now < 120_000; looks += 1) {
        const last = offers.at(-1) ?? NaN;
        const answered = answers.findLast((at) => at <= now) ?? NaN;
        const left = untilNextMs({ ...judged, ageMs: now - last, neighbourMs: answered - last });
        if (left === 0) offers.push(now);
        const next = answers.find((at) => at > now) ?? Infinity;
        now = Math.min(next, now + untilLookMs(left === 0 ? Infinity : left));
      }
      const gaps = offers.slice(1).map((at, n) => at - (offers[n] ?? NaN));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9_000);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(11_000);
      expect(offers.slice(10).map((at) => at % 10_000)).toEqual([0, 0]);
    },
  );
});
