import { describe, expect, it } from '@jest/globals';
import { failingSince, isOverdue, type Listening, listeningAt } from './listening.rules.js';
import { packageBounds } from './packages.lists.js';

const { deafMs, chanceMs } = packageBounds;
const start = 1_800_000_000_000;

describe('the time for which this State has listened', () => {
  const first = listeningAt(undefined, start);

  it('begins with the first look, and goes on while looks follow each other', () => {
    expect(first).toEqual({ since: start, now: start });
    expect(listeningAt(first, start + deafMs)).toEqual({ since: start, now: start + deafMs });
  });

  it.each([
    ['nobody looked meanwhile', start + deafMs + 1],
    ['the clock was turned back', start - deafMs - 1],
  ])('begins anew where %s', (_, now) => {
    expect(listeningAt(first, now)).toEqual({ since: now, now });
  });

  it('never begins after the look, though the clock was set', () => {
    expect(listeningAt(first, start - 1)).toEqual({ since: start - 1, now: start - 1 });
  });
});

describe('a wait of some hours', () => {
  const from = new Date(start);
  const end = start + 12 * 3_600_000;
  const overdue = (listening: Listening) => isOverdue(from, 12, listening);

  it('is over after these hours', () => {
    expect(overdue({ since: start, now: end })).toBe(false);
    expect(overdue({ since: start, now: end + 1 })).toBe(true);
  });

  it('is not over before this State has listened for a while, however long it was off', () => {
    const back = end + 9 * 3_600_000;
    expect(overdue({ since: back, now: back })).toBe(false);
    expect(overdue({ since: back, now: back + chanceMs })).toBe(false);
    expect(overdue({ since: back, now: back + chanceMs + 1 })).toBe(true);
  });
});

describe('the time for which a step fails', () => {
  it('begins with the first failure, and anew after this State was off', () => {
    const listening = { since: start, now: start + 9 };
    expect(failingSince(undefined, listening)).toBe(start + 9);
    expect(failingSince(start, listening)).toBe(start);
    expect(failingSince(start - 1, listening)).toBe(start + 9);
    // The clock was turned back.
    expect(failingSince(start + 10, listening)).toBe(start + 9);
  });
});
