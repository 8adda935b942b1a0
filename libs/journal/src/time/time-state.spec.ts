import fc from 'fast-check';
import {
  type AuthorityName,
  type FormalCosigned,
  mayActFormally,
  type OffsetReading,
  type TimeAlarm,
  timeAlarms,
  type TimeFacts,
  timeLimits,
  timeState,
} from '../index.js';

const authority = (
  name: AuthorityName,
  waitsMs: number | null,
  size = 7,
): TimeFacts['authorities'][number] => ({ authority: name, size, waitsMs });
const reading = (
  lowMs: number,
  highMs: number,
  kind: OffsetReading['kind'] = 'stamp',
  ageMs = 1_000,
): OffsetReading => ({ source: kind, kind, lowMs, highMs, ageMs });
const facts = (
  authorities: TimeFacts['authorities'],
  readings: readonly OffsetReading[] = [reading(-300, 900)],
): TimeFacts => ({ authorities, readings });
const none: ReadonlySet<TimeAlarm> = new Set();
const met = { authorities: 1, cosigned: 'BY_TWO' } as const;
const alarms = (
  of: TimeFacts,
  configured: readonly AuthorityName[],
  standing = none,
): TimeAlarm[] => [...timeAlarms(timeState(of), configured, standing)];

describe('the outside time of a log', () => {
  it('is there while any authority follows, and formal acts may be done', () => {
    for (const waits of [null, 0, 120_000]) {
      const state = timeState(facts([authority('tsa1', waits), authority('tsa2', 5_000_000, 0)]));
      expect(state.state).toBe('timed');
      expect(mayActFormally(state, met)).toEqual({ allowed: true, obstacles: [] });
    }
  });

  it('is not there without an authority, before the first stamp, and when all are late', () => {
    const late = [
      [authority('tsa1', null, 0), authority('tsa2', null, 0)],
      [authority('tsa1', 120_001), authority('tsa2', 9_000, 0)],
      [authority('tsa1', 120_001), authority('tsa2', 130_000)],
    ];
    for (const authorities of late) {
      const state = timeState(facts(authorities));
      expect(state.state).toBe('untimed');
      expect(mayActFormally(state, met).obstacles).toEqual(['UNTIMED']);
    }
  });

  it('allows no formal act without a configured authority, whatever was stamped, and none while the log is not cosigned', () => {
    const stamped = timeState(facts([authority('tsa1', null)]));
    expect(mayActFormally(stamped, { ...met, authorities: 0 }).obstacles).toEqual([
      'NO_TIME_AUTHORITY',
    ]);
    const lacking = (cosigned: FormalCosigned) =>
      mayActFormally(stamped, { ...met, cosigned }).obstacles;
    expect([lacking('NOT'), lacking('BY_ONE')]).toEqual([['UNCOSIGNED'], ['ONE_WITNESS']]);
    const nothing = timeState(facts([authority('tsa1', null, 0)], []));
    expect(mayActFormally(nothing, { authorities: 0, cosigned: 'NOT' })).toEqual({
      allowed: false,
      obstacles: ['NO_TIME_AUTHORITY', 'UNCOSIGNED'],
    });
    expect(mayActFormally(nothing, met).obstacles).toEqual(['UNTIMED', 'CLOCK_UNKNOWN']);
  });

  it('alarms after 15 minutes: untimed when all are late, silent when the other one stamps', () => {
    const waits = timeLimits.alarmMs + 1;
    const one = facts([authority('tsa1', waits), authority('tsa2', null)]);
    expect(alarms(one, ['tsa1'])).toEqual(['UNTIMED']);
    expect(alarms(one, ['tsa1', 'tsa2'])).toEqual(['TIME_AUTHORITY_SILENT']);
    expect(
      alarms(facts([authority('tsa1', waits), authority('tsa2', waits)]), ['tsa1', 'tsa2']),
    ).toEqual(['UNTIMED']);
    // None configured is a state, not an alarm; 15 minutes are not over yet.
    expect(alarms(one, [])).toEqual([]);
    expect(alarms(facts([authority('tsa1', timeLimits.alarmMs)]), ['tsa1'])).toEqual([]);
  });
});

describe('the clock', () => {
  const timed = [authority('tsa1', null)];

  it('warns above one second and blocks above five, in both directions, and never by a slow answer alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.integer({ min: 0, max: 20_000 }),
        (low, width) => {
          const state = timeState(facts(timed, [reading(low, low + width)]));
          const least = Math.max(low, -low - width, 0);
          const found = alarms(state.facts, ['tsa1']);
          expect(found.includes('CLOCK_OFFSET')).toBe(least > 1_000);
          expect(found.includes('CLOCK_BLOCKS')).toBe(least > 5_000);
          expect(mayActFormally(state, met).allowed).toBe(least <= 5_000);
        },
      ),
    );
  });

  it('is judged by the worst time-stamp, and by neighbours only while no authority spoke lately', () => {
    const neighbour = reading(60_000, 61_000, 'witness');
    const two = [reading(-10, 900), reading(6_000, 7_000)];
    expect(timeState(facts(timed, two)).offset?.leastMs).toBe(6_000);
    expect(timeState(facts(timed, [reading(-10, 900), neighbour])).offset?.leastMs).toBe(0);
    const old = reading(-10, 900, 'stamp', timeLimits.freshMs + 1);
    const alone = timeState(facts(timed, [old, neighbour]));
    expect(alone.offset?.leastMs).toBe(60_000);
    expect(mayActFormally(alone, met).obstacles).toEqual(['CLOCK_UNKNOWN']);
    expect(alarms(alone.facts, ['tsa1'])).toEqual(['CLOCK_OFFSET']);
    expect(mayActFormally(timeState(facts(timed, [])), met).obstacles).toEqual(['CLOCK_UNKNOWN']);
  });

  it('stays in alarm until it is well below the limit, so that none is told again and again', () => {
    const standing: ReadonlySet<TimeAlarm> = new Set(['CLOCK_OFFSET']);
    const at = (least: number, stands: ReadonlySet<TimeAlarm>): boolean =>
      alarms(facts(timed, [reading(least, least + 100)]), ['tsa1'], stands).includes(
        'CLOCK_OFFSET',
      );
    expect([at(900, none), at(900, standing), at(500, standing)]).toEqual([false, true, false]);
  });
});
