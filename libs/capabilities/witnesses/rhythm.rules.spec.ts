import { describe, expect, it } from '@jest/globals';
import { isNextDue } from './rhythm.rules.js';

const judged = { isJudged: true, isAnswered: true, failures: 0 };
const at = (seconds: number, neighbour: number | null) =>
  isNextDue({
    ...judged,
    ageMs: seconds * 1_000,
    neighbourMs: neighbour === null ? null : neighbour * 1_000,
  });

describe('the next offer to a witness outside', () => {
  it.each([
    ['comes with the answer ten seconds after the one before', 10, 10, true],
    ['comes with an answer that is a second early', 9, 9, true],
    [
      'waits nine seconds, also where a neighbour answered before, whose rhythm had been broken',
      8.9,
      7,
      false,
    ],
    ['comes then, not with the answer after that', 9, 7, true],
    ['waits for an answer where the last one came before the last offer', 19.9, -0.5, false],
    ['comes without an answer after twenty seconds', 20, -0.5, true],
    ['comes without a neighbour after twenty seconds', 20, null, true],
    ['waits so long without a neighbour', 19.9, null, false],
  ])('%s', (_, seconds, neighbour, due) => {
    expect(at(seconds, neighbour)).toBe(due);
  });

  it('waits for the judgement of the one before, whatever was answered meanwhile', () => {
    const open = { failures: 0, isJudged: false, ageMs: 50_000, neighbourMs: 40_000 };
    expect(isNextDue({ ...open, isAnswered: true })).toBe(false);
    expect(isNextDue({ ...open, isAnswered: false })).toBe(false);
    // The process that carried it has ended.
    expect(isNextDue({ ...open, isAnswered: false, ageMs: 60_000 })).toBe(true);
    expect(isNextDue({ ...open, isAnswered: true, ageMs: 3_600_000 })).toBe(false);
  });

  it('waits twice as long after each failure, to five minutes, whatever neighbours answer', () => {
    const pauses = [1, 2, 3, 4, 5, 30].map((failures) => {
      for (let seconds = 1; ; seconds += 1)
        if (isNextDue({ ...judged, failures, ageMs: seconds * 1_000, neighbourMs: 10_000 }))
          return seconds;
    });
    expect(pauses).toEqual([20, 40, 80, 160, 300, 300]);
  });
});
