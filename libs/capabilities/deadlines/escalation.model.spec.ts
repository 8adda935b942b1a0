import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escalations } from './escalation.model.js';

const minute = 60_000;
const begin = Date.UTC(2026, 2, 1, 12);
const at = (minutes: number): Date => new Date(begin + minutes * minute);
const asked = { submittedAt: null, startedAt: at(0), knownAt: at(0), taken: false };

describe('a risk to life that nobody has in hand', () => {
  it.each([
    [14, [], 15],
    [15, [15], 30],
    [29, [15], 30],
    [30, [15, 30], 60],
    [600, [15, 30, 60], null],
  ])('after %i minutes is escalated by %j', (now, dueMinutes, again) => {
    const found = escalations(asked, [], at(now));
    expect(found.due.map(({ minutes }) => minutes)).toEqual(dueMinutes);
    expect(found.again).toEqual(again === null ? null : at(again));
    expect(found.due.every(({ reason }) => reason === 'NOT_ACKNOWLEDGED')).toBe(true);
  });

  it('that has not even arrived is escalated by its sender, from when it was sent', () => {
    const asking = { ...asked, submittedAt: at(0), startedAt: null };
    expect(escalations(asking, [], at(15)).due).toEqual([
      { level: 1, minutes: 15, since: at(0), reason: 'NOT_DELIVERED' },
    ]);
    // Arrived since then: recorded levels are not repeated.
    const arrived = { ...asking, startedAt: at(20) };
    expect(escalations(arrived, [1], at(40))).toEqual({ due: [], again: at(50) });
  });

  it('is escalated from when it was here where the other clock is hours ahead', () => {
    for (const submittedAt of [at(0), null]) {
      const ahead = { ...asked, submittedAt, startedAt: at(600) };
      expect(escalations(ahead, [], at(14))).toEqual({ due: [], again: at(15) });
      expect(escalations(ahead, [1], at(30)).due).toEqual([
        { level: 2, minutes: 30, since: at(0), reason: 'NOT_ACKNOWLEDGED' },
      ]);
    }
  });

  it('is not escalated once somebody has it, nor before it is known when it was sent', () => {
    expect(escalations({ ...asked, taken: true }, [], at(90))).toEqual({ due: [], again: null });
    expect(escalations({ ...asked, startedAt: null }, [], at(90)).due).toEqual([]);
  });

  it('is escalated at each level once, whenever one looks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1 }), (looks) => {
        const levels: number[] = [];
        for (const now of [...looks].sort((a, b) => a - b))
          levels.push(...escalations(asked, levels, at(now)).due.map(({ level }) => level));
        const last = Math.max(...looks);
        expect(levels).toEqual([15, 30, 60].flatMap((each, i) => (each <= last ? [i + 1] : [])));
      }),
    );
  });
});
