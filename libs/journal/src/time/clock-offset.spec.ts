import fc from 'fast-check';
import { clockOffset, leastOffset } from './clock-offset.js';

const at = (ms: number): Date => new Date(1_800_000_000_000 + ms);
const span = fc.integer({ min: 0, max: 30_000 });
const offset = fc.integer({ min: -100_000, max: 100_000 });

describe('the offset of the clock', () => {
  it('lies in the interval, whatever the network and the outside clock\u2019s precision did', () => {
    fc.assert(
      fc.property(offset, span, span, span, span, (real, before, after, early, late) => {
        // The outside clock shows `t` while ours shows `t + real`.
        const reading = {
          own: { earliest: at(real - before), latest: at(real + after) },
          outside: { earliest: at(-early), latest: at(late) },
        };
        const { lowMs, highMs } = clockOffset(reading);
        expect(lowMs).toBeLessThanOrEqual(real);
        expect(highMs).toBeGreaterThanOrEqual(real);
        expect(highMs - lowMs).toBe(before + after + early + late);
        // Never above the true offset: a slow answer alone makes no clock wrong.
        expect(leastOffset({ lowMs, highMs })).toBeLessThanOrEqual(Math.abs(real));
      }),
    );
  });

  it('is certain once it is larger than all that is unknown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (excess, ahead) => {
        const real = ahead ? 3_000 + excess : -3_000 - excess;
        const found = clockOffset({
          own: { earliest: at(real - 1_000), latest: at(real + 1_000) },
          outside: { earliest: at(-2_000), latest: at(2_000) },
        });
        expect(leastOffset(found)).toBe(excess);
      }),
    );
  });
});
