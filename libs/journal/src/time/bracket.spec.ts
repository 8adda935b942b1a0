import fc from 'fast-check';
import { bracket, type OutsideTime } from '../index.js';

const at = (ms: number): Date => new Date(1_800_000_000_000 + ms);

const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom('stamp' as const, 'witness' as const),
      by: fc.constantFrom('tsa1', 'tsa2', 'xb.example/witness'),
      time: fc.integer({ min: 0, max: 100_000 }),
    }),
    { maxLength: 30 },
  )
  .map((marks) => [...marks].sort((a, b) => a.time - b.time));

describe('the bracket of an event', () => {
  it('holds the true moment when the outside clocks are right, and is the closest there is', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 100_000 }), (marks, moment) => {
        const timeOf = ({ kind, by, time }: (typeof marks)[number], size: number): OutsideTime => {
          return { kind, by, at: at(time), size };
        };
        const all = marks.map((mark, i) => timeOf(mark, i + 1));
        const within = all.filter((time) => time.at < at(moment));
        const over = all.filter((time) => time.at >= at(moment));
        const found = bracket(within, over);
        if (found.after !== null)
          expect(found.after.at.getTime()).toBeLessThan(at(moment).getTime());
        for (const end of [found.before, found.seen])
          if (end !== null) expect(end.at.getTime()).toBeGreaterThanOrEqual(at(moment).getTime());
        for (const time of within)
          expect(found.after?.at.getTime()).toBeGreaterThanOrEqual(time.at.getTime());
        for (const time of over) {
          const end = time.kind === 'stamp' ? found.before : found.seen;
          expect(end?.at.getTime()).toBeLessThanOrEqual(time.at.getTime());
        }
        expect(found.state).toBe(found.before === null ? 'untimed' : 'timed');
        const { after, before } = found;
        expect(found.widthMs).toBe(
          after === null || before === null ? null : before.at.getTime() - after.at.getTime(),
        );
      }),
    );
  });

  it('does not depend on the order in which times are found', () => {
    fc.assert(
      fc.property(history, fc.nat(30), (marks, cut) => {
        const all = marks.map(({ kind, by, time }, i) => ({ kind, by, at: at(time), size: i + 1 }));
        const [within, over] = [all.slice(0, cut), all.slice(cut)];
        const one = bracket(within, over);
        const other = bracket([...within].reverse(), [...over].reverse());
        const times = ({ after, before, seen, state }: typeof one) => [
          after?.at,
          before?.at,
          seen?.at,
          state,
        ];
        expect(times(other)).toEqual(times(one));
      }),
    );
  });

  it('says so when outside clocks contradict each other, and states no width then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (ms) => {
        const time = (kind: 'stamp' | 'witness', when: number): OutsideTime => {
          return { kind, by: 'x', at: at(when), size: 1 };
        };
        for (const kind of ['stamp', 'witness'] as const) {
          const found = bracket([time('stamp', ms)], [time(kind, 0)]);
          expect(found.state).toBe('contradictory');
          expect(found.widthMs).toBeNull();
        }
      }),
    );
  });

  it('is open where there is nothing', () => {
    const nothing = { after: null, before: null, seen: null, widthMs: null, state: 'untimed' };
    expect(bracket([], [])).toEqual(nothing);
  });
});
