import fc from 'fast-check';
import { RefusalCounter } from './refusals.js';

const start = Date.parse('2026-01-05T08:00:00Z');
const minute = 60_000;

describe('refusals without a session', () => {
  it('are all counted, one entry per source, code and minute', () => {
    const event = fc.record({
      source: fc.constantFrom('a', 'b', 'c'),
      code: fc.constantFrom('SESSION_UNKNOWN', 'LOGIN_REFUSED'),
      ms: fc.nat(3 * minute - 1),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const counter = new RefusalCounter();
        for (const { source, code, ms } of events) counter.note(source, code, new Date(start + ms));
        const counted = counter.takeFinished(new Date(start + 3 * minute));
        const keys = counted.map(({ source, code, from }) => `${source} ${code} ${+from}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(events.length);
        expect(counter.takeFinished(new Date(start + 9 * minute))).toEqual([]);
      }),
    );
  });

  it('of the running minute stay until it is over', () => {
    const counter = new RefusalCounter();
    counter.note('a', 'SESSION_UNKNOWN', new Date(start));
    expect(counter.takeFinished(new Date(start + minute - 1))).toEqual([]);
    expect(counter.takeFinished(new Date(start + minute))).toEqual([
      { source: 'a', code: 'SESSION_UNKNOWN', from: new Date(start), count: 1 },
    ]);
  });

  it('of a flood with ever new names take no more room, and none is lost', () => {
    const counter = new RefusalCounter();
    for (let i = 0; i < 50_000; i += 1)
      counter.note(`10.0.${i >> 8}.${i & 255}`, 'SESSION_UNKNOWN', new Date(start + (i % minute)));
    counter.note('x'.repeat(10_000), 'SESSION_UNKNOWN', new Date(start));
    const counted = counter.takeFinished(new Date(start + minute));
    expect(counted.length).toBe(1_001);
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(50_001);
  });
});
