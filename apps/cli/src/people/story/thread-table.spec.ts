import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { describe, expect, it } from '@jest/globals';
import { clockOf, parseTimestamp, type Clock } from '#kernel';
import { Command } from 'commander';
import { shownBy } from '../../print/style.js';
import { widthOf } from '../../print/width.js';
import { Terminal } from '../../terminal.js';
import { threadLines } from './thread-table.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const at = (seconds: number) =>
  parseTimestamp(new Date(now.getTime() + seconds * 1_000).toISOString());
const row = (clock: Partial<Clock>, more: Partial<ThreadRow> = {}): ThreadRow =>
  ({
    ...{ thread: '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e', updatedAt: at(-60), state: 'OPENED' },
    ...{ peer: 'XB', peerAuthority: 'coast-guard', holder: null, erased: false, onRoster: true },
    ...{ undelivered: 0, subjectLine: 'Boat adrift', alerts: [], stop: null, operation: null },
    ...{ duplicates: [], otherDesk: false, recalls: { owed: 0, awaited: 0 }, priority: 0 },
    clock: { ...clockOf([], 0), state: 'RUNNING', startedAt: at(-60), dueAt: at(28_000), ...clock },
    ...more,
  }) as unknown as ThreadRow;

describe('a list of threads', () => {
  const lines = (rows: readonly ThreadRow[], isTTY: boolean, env = {}, flags: string[] = []) => {
    const sink = { write: () => undefined, isTTY, columns: 80 };
    const command = new Command()
      .option('--utc')
      .option('--verbose')
      .parse(flags, { from: 'user' });
    return threadLines(shownBy(command, new Terminal(sink, sink, env)), rows, now);
  };
  const two = [row({ acknowledgeBy: at(31) }), row({ acknowledgeBy: null })];

  it('shows red, and on a terminal only, what is to be taken in hand', () => {
    const [, pressing, other] = lines(two, true);
    expect(pressing).toMatch(/^\u001b\[31m6a1c2d3e.*0:31 TO TAKE IN HAND.*Boat adrift\u001b\[0m$/);
    expect(other).not.toContain('\u001b');
    for (const plain of [...lines(two, false), ...lines(two, true, { NO_COLOR: '1' })])
      expect(plain).not.toContain('\u001b');
  });

  it('fits 80 columns with names in any script; marks stand below and are whole', () => {
    const subjectLine = '海岸警卫队请求协助：一艘载有四十人的船在海上漂流需要紧急救援';
    const marked = row({}, { subjectLine, onRoster: false, undelivered: 3, otherDesk: true });
    const arabic = row(
      {},
      { subjectLine: 'قارب منجرف وعلى متنه أربعون شخصًا ويحتاج إلى إنقاذ عاجل' },
    );
    const shown = lines([marked, arabic], true, { NO_COLOR: '1' });
    for (const line of shown) expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(shown[2]).toBe('    not on its roster; 3 NOT DELIVERED');
    expect(shown[3]).toBe('    ANOTHER DESK?');
    expect(shown[4]).toMatch(/\u2068قارب[^\u2069]*…\u2069$/u);
  });

  it('is whole elsewhere: every column, the whole id with --verbose, UTC with --utc', () => {
    const [head, first] = lines(two, false, {}, ['--verbose', '--utc']);
    expect(head).toMatch(/^ID +DUE +STATUS +WITH +IN HAND +CHANGED +SUBJECT$/);
    expect(first).toMatch(
      /^0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e .* 2026-03-01 11:59Z {2}LIFE Boat/,
    );
  });
});
