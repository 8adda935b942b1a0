import { describe, expect, it } from '@jest/globals';
import { aCase, aStretch } from './rules/fixtures/a-case.js';
import { healthGaps, healthSummary, mostSummed } from './health.js';

const facts = aCase();
const minutes = 60_000;
const noon = Date.parse('2026-03-01T12:00:00.000Z');

describe('the record of how the services were', () => {
  it('is added up service by service over the time of the case', () => {
    const fault = { code: 'TSA_SILENT', count: 2 };
    const said = healthSummary(
      [
        aStretch(59, 0, 10, { faults: [{ code: 'BEFORE', count: 9 }] }),
        aStretch(60, 10, 24, { beats: 10, expected: 20, starts: 1, gapMs: 9_000, faults: [fault] }),
        aStretch(61, 24, 58, { beats: 5, expected: 20, changes: 2, others: 3, faults: [fault] }),
        aStretch(62, 58, 72, { beats: 999 }),
      ],
      facts,
      15 * minutes,
    );
    expect(said).toEqual({
      entries: 2,
      services: [
        {
          ...{ service: 'inbox', beats: 15, expected: 40, starts: 1, changes: 2, gapMs: 9_000 },
        },
      ],
      faults: [{ service: 'inbox', code: 'TSA_SILENT', count: 4 }],
      ...{ gaps: [], others: 3 },
    });
  });

  it('names gaps, and of too many how many', () => {
    const hours = Array.from({ length: 48 }, (_, i) => aStretch(60 + i, 10 + i, 10.5 + i));
    const said = healthSummary(hours, facts, 15 * minutes);
    expect(said.gaps).toHaveLength(47);
    expect(said.gaps[0]).toEqual({
      ...{ from: '2026-03-01T10:30:00.000Z', until: '2026-03-01T11:00:00.000Z' },
    });
    const faults = Array.from({ length: mostSummed + 5 }, (_, i) => ({ code: `F${i}`, count: 1 }));
    const many = healthSummary([aStretch(60, 0, 72, { faults })], facts, 15 * minutes);
    expect([many.faults.length, many.others]).toEqual([mostSummed, 5]);
  });

  it('has a gap for silence and for what nothing tells of, once where they follow on each other', () => {
    const health = [
      aStretch(60, 11, 12),
      aStretch(61, 12, 12.25, { beats: 0 }),
      aStretch(62, 12.5, 13),
      // A second report of the same time changes nothing.
      aStretch(63, 12, 12.1, { beats: 0 }),
    ];
    const period = { from: noon - 60 * minutes, until: noon + 60 * minutes };
    expect(healthGaps(health, period, 0)).toEqual([
      { from: noon, until: noon + 30 * minutes, leaf: 61 },
    ]);
    expect(healthGaps(health, period, 30 * minutes)).toEqual([]);
  });
});
