import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countedReceipt, deliveredAt } from './delivered.js';
import { timestamp, type Timestamp } from '../ids.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const begin = Date.UTC(2026, 2, 1, 12);
const time = (ms: number): Timestamp => timestamp(new Date(begin + ms));
const now = new Date(begin);

describe('the instant at which a document counts as delivered', () => {
  it('is one for both States, however far their clocks are apart, by a day', () => {
    const skew = fc.integer({ min: -day, max: day });
    const way = fc.nat(3 * day);
    fc.assert(
      // Of the true time: sealed at 0, received after `way`, the receipt read after `back`; each by its own clock.
      fc.property(skew, way, fc.nat(day), (apart, after, back) => {
        const received = time(after + apart);
        const there = deliveredAt(received, time(0));
        const here = countedReceipt(received, time(0), new Date(begin + after + back));
        expect(here.at).toBe(there);
        if (Math.abs(apart) <= 5 * minute) expect(here).toEqual({ at: received, plausible: true });
        if (after + apart < -5 * minute || apart > back + 5 * minute)
          expect(here.plausible).toBe(false);
      }),
    );
  });

  it.each([
    ['as it stands', 0, 0, true],
    ['as it stands where clocks differ by little', -5 * minute, -5 * minute, true],
    ['not before it was sealed', -5 * minute - 1, -5 * minute, false],
    ['not long before', -3000 * day, -5 * minute, false],
    ['ahead by little', 5 * minute, 5 * minute, true],
    ['ahead by more, as the other side counts it', 5 * minute + 1, 5 * minute + 1, false],
    ['ahead by a day', day, day, false],
    ['not ahead by more than any clock', day + 1, 0, false],
  ])('is taken from a receipt %s', (_, stated, counted, plausible) => {
    expect(countedReceipt(time(stated), time(0), now)).toEqual({ at: time(counted), plausible });
  });
});
