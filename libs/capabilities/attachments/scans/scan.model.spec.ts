import { scanGaps } from './scan.lists.js';
import { neverScanned, notScanned, scanKept, stillCounts } from './scan.model.js';
import { describe, expect, it } from '@jest/globals';
import { at } from '../../../../test/support/builders.js';
import { type Scan } from './scan.contract.js';

const engine = 'ClamAV 1.4.3/27000/Thu Nov 26 08:12:00 2026';
const clean: Scan = { verdict: 'CLEAN', reason: null, engine, at: at() };
const infected: Scan = { verdict: 'INFECTED', reason: 'A.Name', engine, at: at() };
const gaps = scanGaps.map((gap): Scan => ({ ...notScanned(gap, engine), at: at() }));

describe('a verdict of the scanner', () => {
  it('counts as long as the same signatures would judge, and they are numbered', () => {
    for (const scan of [clean, infected]) {
      expect(stillCounts(scan, engine)).toBe(true);
      expect(stillCounts(scan, engine.replace('27000', '27001'))).toBe(false);
      expect(stillCounts(scan, null)).toBe(false);
    }
    const unnumbered = 'ClamAV 1.4.3';
    expect(stillCounts({ ...clean, engine: unnumbered }, unnumbered)).toBe(false);
    for (const scan of [neverScanned, ...gaps]) expect(stillCounts(scan, engine)).toBe(false);
    expect(stillCounts(neverScanned, null)).toBe(false);
  });

  it('stays INFECTED until a scanner finds nothing; whatever else is newer counts', () => {
    for (const gap of gaps) {
      expect(scanKept(infected, gap)).toBe(infected);
      expect(scanKept(clean, gap)).toBe(gap);
      expect(scanKept(gap, clean)).toBe(clean);
    }
    expect(scanKept(infected, clean)).toBe(clean);
    expect(scanKept(clean, infected)).toBe(infected);
  });

  it('stays INFECTED whatever older signatures say, or such of which nobody knows how old they are', () => {
    const older = { ...clean, engine: engine.replace('27000', '9999') };
    const newer = { ...clean, engine: engine.replace('27000', '27001') };
    const unnumbered = { ...clean, engine: 'ClamAV 1.4.3' };
    for (const now of [older, unnumbered]) {
      expect(scanKept(infected, now)).toBe(infected);
      expect(scanKept(clean, now)).toBe(now);
      expect(scanKept({ ...infected, engine: 'ClamAV 1.4.3' }, now)).toBe(now);
    }
    expect(scanKept(infected, newer)).toBe(newer);
    expect(
      scanKept({ ...infected, engine: newer.engine }, { ...infected, engine: older.engine }),
    ).toEqual({ ...infected, engine: newer.engine });
  });
});
