import fc from 'fast-check';
import {
  healthIn,
  hourMs,
  mostFaults,
  stretchesOf,
  type HourOfService,
  type KnownServices,
} from './health.model.js';

const ten = new Date('2026-03-01T10:00:00.000Z');
const after = (ms: number, from = ten): Date => new Date(from.getTime() + ms);
const eleven = after(hourMs);
const config = 'c'.repeat(64);
const known: KnownServices = [{ service: 'sealer', since: ten }];

const quiet = (members: Partial<HourOfService> = {}): HourOfService => ({
  ...{ service: 'sealer', hour: ten, beats: 1_800, instances: 1, starts: 0, changes: 0 },
  ...{ firstBeat: after(500), lastBeat: after(hourMs - 1_200), gapMs: 2_100 },
  ...{ ran: [`0.1.0 ${config}`], said: {}, noted: {} },
  ...members,
});

const sealerIn = (...rows: readonly HourOfService[]) =>
  healthIn({ from: ten, until: eleven }, rows, known).services[0];

describe('stretches of time that entries tell of', () => {
  it('are the hours in which something was counted, and what lies between two as one', () => {
    const hours = [ten, after(hourMs), after(5 * hourMs)];
    expect(stretchesOf(after(-1_000), after(8 * hourMs), hours)).toEqual([
      { from: after(-1_000), until: ten },
      { from: ten, until: after(hourMs) },
      { from: after(hourMs), until: after(2 * hourMs) },
      { from: after(2 * hourMs), until: after(5 * hourMs) },
      { from: after(5 * hourMs), until: after(6 * hourMs) },
      { from: after(6 * hourMs), until: after(8 * hourMs) },
    ]);
    expect(stretchesOf(ten, ten, [ten])).toEqual([]);
    // The very first heartbeat lies within an hour; a late one belongs to a reported hour.
    expect(stretchesOf(after(1_234), eleven, [after(-hourMs), ten])).toEqual([
      { from: after(1_234), until: eleven },
    ]);
  });

  it('follow on each other without a gap, from the beginning to the end', () => {
    const hour = fc.integer({ min: -3, max: 60 }).map((n) => after(n * hourMs));
    fc.assert(
      fc.property(
        fc.nat(50 * hourMs),
        fc.nat(60).map((n) => after(n * hourMs)),
        fc.uniqueArray(hour, { selector: (at) => at.getTime() }),
        (begin, end, hours) => {
          const since = after(begin);
          const found = stretchesOf(since, end, hours);
          if (end <= since) {
            expect(found).toEqual([]);
            return;
          }
          expect([found[0]?.from, found.at(-1)?.until]).toEqual([since, end]);
          for (const [i, { from, until }] of found.entries()) {
            expect(until > from).toBe(true);
            expect(from).toEqual(i === 0 ? since : found[i - 1]?.until);
          }
          // An hour with counts has an entry of its own.
          for (const counted of hours.filter((at) => at >= since && at < end))
            expect(found).toContainEqual({ from: counted, until: after(hourMs, counted) });
        },
      ),
    );
  });
});

describe('how a service was', () => {
  it('stands in numbers', () => {
    expect(sealerIn(quiet())).toEqual({
      ...{ service: 'sealer', instances: 1, starts: 0, beats: 1_800, expected: 1_800 },
      ...{ gapMs: 2_100, ran: [{ version: '0.1.0', config }], changes: 0, faults: [], others: 0 },
    });
  });

  it.each([
    ['before the first sign of life', { firstBeat: after(90_000) }, 90_000],
    ['after the last', { lastBeat: after(hourMs - 70_000) }, 70_000],
    ['between two', { gapMs: 50_000 }, 50_000],
    ['the whole, without any', { firstBeat: null, lastBeat: null, beats: 0, gapMs: 0 }, hourMs],
  ])('has as its gap the longest time without a sign of life: %s', (_, members, gapMs) => {
    expect(sealerIn(quiet(members))?.gapMs).toBe(gapMs);
  });

  it('is said of every service that is known, also of one that gave no sign', () => {
    const all = [
      { service: 'audit', since: after(-hourMs) },
      ...known,
      { service: 'inbox', since: eleven },
    ];
    const { services } = healthIn({ from: ten, until: eleven }, [quiet()], all);
    expect(services.map(({ service, beats, gapMs }) => [service, beats, gapMs])).toEqual([
      ['audit', 0, hourMs],
      ['sealer', 1_800, 2_100],
    ]);
    const week = { from: ten, until: after(168 * hourMs) };
    expect(healthIn(week, [], known)).toMatchObject({
      services: [{ beats: 0, expected: 302_400, gapMs: 168 * hourMs, ran: [] }],
    });
  });

  it('names what it ran with, the newest two, and how often that changed', () => {
    const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
    const ran = [`1 ${a}`, `1 ${b}`, `2 ${b}`, `1 ${b}`];
    expect(sealerIn(quiet({ ran, changes: 4 }))).toMatchObject({
      ran: [
        { version: '2', config: b },
        { version: '1', config: b },
      ],
      changes: 4,
    });
    expect(sealerIn(quiet({ ran: [`${'9'.repeat(33)} ${a}`, 'Ana Berg'] }))?.ran).toEqual([
      { version: '', config: a },
      { version: 'Ana', config: '' },
    ]);
  });

  it('names four faults, first those that were written down, then those that stood longest', () => {
    const said = { UNTIMED: 3, NOT_READY: 90, CLOCK_OFFSET: 7, 'Ana Berg': 5, BROKER_VERSION: 7 };
    expect(sealerIn(quiet({ said, noted: { STEP_STUCK: 2 } }))).toMatchObject({
      faults: [
        { code: 'STEP_STUCK', times: 2 },
        { code: 'NOT_READY', beats: 90 },
        { code: 'BROKER_VERSION', beats: 7 },
        { code: 'CLOCK_OFFSET', beats: 7 },
      ],
      others: 2,
    });
    // Text that is not a code is dropped.
    expect(sealerIn(quiet({ said: { 'Ana Berg': 5, 'x y': 1 } }))?.faults).toEqual([
      { code: 'OTHERS', beats: 6 },
    ]);
  });

  it('adds up what came too late for its own hour', () => {
    const late = quiet({
      ...{ hour: after(-hourMs), beats: 1, firstBeat: after(-1_000), lastBeat: after(-1_000) },
      ...{ gapMs: 0, said: { UNTIMED: 1 } },
    });
    expect(sealerIn(late, quiet({ said: { UNTIMED: 2 } }))).toMatchObject({
      ...{ beats: 1_801, instances: 2, faults: [{ code: 'UNTIMED', beats: 3 }] },
      gapMs: 2_100,
    });
  });

  it('fits into its entry whatever was counted, and forgets no fault', () => {
    const code = fc
      .integer({ min: 0, max: 99 })
      .map((n) => `${'RECONCILIATION_OVERDUE_'.repeat(2)}${n}`);
    const counts = fc.dictionary(code, fc.integer({ min: 1, max: 1_800 }), { maxKeys: 32 });
    const names = ['audit', 'evidence', 'exchange', 'inbox', 'opener', 'requests', 'sealer'];
    const row = (service: string) =>
      fc.record({ said: counts, noted: counts }).map((members) =>
        quiet({
          service,
          ...members,
          ran: [`${'1'.repeat(32)} ${'a'.repeat(64)}`, `${'2'.repeat(32)} ${config}`],
        }),
      );
    fc.assert(
      fc.property(fc.tuple(...names.map(row)), (rows) => {
        const { services } = healthIn({ from: ten, until: eleven }, rows, []);
        expect(JSON.stringify(services).length).toBeLessThanOrEqual(2_900);
        for (const { service, faults, others } of services) {
          const own = rows.find((each) => each.service === service);
          const all = Object.keys(own?.said ?? {}).length + Object.keys(own?.noted ?? {}).length;
          expect(faults.length + others).toBe(all);
          expect(faults.length).toBeLessThanOrEqual(mostFaults);
        }
      }),
    );
  });
});
