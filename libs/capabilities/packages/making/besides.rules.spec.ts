import { describe, expect, it } from '@jest/globals';
import { canonicalJson, sha256 } from '#wire';
import { alarmsIn, comparisonsIn, memberBytes } from './besides.rules.js';
import { besideBounds, type SignedReport } from './besides.rows.js';

const encoded = (said: unknown): Buffer => Buffer.from(canonicalJson(said));
const spans = (from: number, to: number) => ({
  messages: { from, to, blocks: [] },
  receipts: { from: 0, to: 0, blocks: [] },
});
const report = (complete: unknown): string =>
  JSON.stringify({ typ: 'liaise-reconciliation', complete });
const signed = (over: Partial<SignedReport> = {}): SignedReport => ({
  ...{ day: '2026-03-01', own: spans(2, 5), peer: spans(0, 9), report: report(true) },
  ...{ differences: 0, ...over },
});
const logEntry = (index: number, data: object, reason: unknown = null) => ({
  ...{ index, reason, data: { ...data } },
});
const names = (text: string, index = 40) =>
  logEntry(index, { reportSha256: sha256(Buffer.from(text, 'utf8')) });

const some = (...asked: Parameters<typeof comparisonsIn>) => comparisonsIn(...asked) ?? [];
const many = <T>(each: T, count: number): T[] => Array.from({ length: count }, () => each);

describe('the comparisons beside a package', () => {
  it('say which numbers of both States they cover, by the entry that names them', () => {
    expect(comparisonsIn([signed()], [names(report(true))])).toEqual([
      {
        ...{ leaf: 40, day: '2026-03-01', isSigned: true, isComplete: true, differences: 0 },
        spans: { OUT: { from: 2, to: 5 }, IN: { from: 0, to: 9 } },
      },
    ]);
  });

  it('cover nothing of a State that has told none', () => {
    const [found] = some([signed({ peer: null })], [names(report(true))]);
    expect(found?.spans.IN).toBeNull();
  });

  it('do not count without an entry that names their hash', () => {
    expect(comparisonsIn([signed()], [])).toEqual([]);
    expect(comparisonsIn([signed()], [names(report(false)), logEntry(41, {})])).toEqual([]);
  });

  it.each([false, undefined, 'true'])(
    'are complete only where they say so, and not by %p',
    (said) => {
      const [found] = some([signed({ report: report(said) })], [names(report(said))]);
      expect(found?.isComplete).toBe(false);
    },
  );
});

describe('what is beside a package and is cut', () => {
  const alarm = (reason: string) => logEntry(7, { log: 'xa.example/log' }, reason);
  const logs = new Set(['xa.example/log']);

  it('is not known, and no pass', () => {
    expect(comparisonsIn(many(signed(), besideBounds.reports + 1), [])).toBeNull();
    expect(comparisonsIn([], many(names(report(true)), besideBounds.reports + 1))).toBeNull();
    expect(alarmsIn(many(alarm('UNPROVEN'), besideBounds.alarms), logs)).toEqual([]);
    expect(alarmsIn(many(alarm('UNPROVEN'), besideBounds.alarms + 1), logs)).toBeNull();
  });

  it('is a fork where one is among the first', () => {
    const cut = [...many(alarm('UNPROVEN'), besideBounds.alarms), alarm('FORK')];
    expect(alarmsIn(cut, logs)).toEqual([{ leaf: 7, log: 'xa.example/log' }]);
  });

  it('is found by bytes of a leaf in its one form, and not by words within another text', () => {
    const bytes = memberBytes('log', 'xa.example/"log"');
    expect(encoded({ data: { log: 'xa.example/"log"' } }).includes(bytes)).toBe(true);
    expect(encoded({ said: '"log":"x"' }).includes(memberBytes('log', 'x'))).toBe(false);
  });
});

describe('the alarms beside a package', () => {
  const logs = new Set(['xa.example/log', 'xb.example/log']);

  it('are those about either log', () => {
    const found = [
      logEntry(7, { log: 'xa.example/log' }, 'FORK'),
      logEntry(8, { log: 'xb.example/log' }, 'INCONSISTENT'),
      logEntry(9, { log: 'xc.example/log' }, 'FORK'),
      logEntry(10, {}, 'FORK'),
    ];
    expect(alarmsIn(found, logs)).toEqual([
      { leaf: 7, log: 'xa.example/log' },
      { leaf: 8, log: 'xb.example/log' },
    ]);
  });

  it.each(['UNPROVEN', 'REPLACED'])('are none where nothing was proven: %s', (reason) => {
    expect(alarmsIn([logEntry(7, { log: 'xa.example/log' }, reason)], logs)).toEqual([]);
  });
});
