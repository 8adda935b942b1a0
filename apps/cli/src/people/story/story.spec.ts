import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { describe, expect, it } from '@jest/globals';
import { clockOf, parseTimestamp, type Clock } from '#kernel';
import { Terminal } from '../../terminal.js';
import { threadLines } from './story.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const at = (seconds: number) =>
  parseTimestamp(new Date(now.getTime() + seconds * 1_000).toISOString());
const row = (clock: Partial<Clock>): ThreadRow =>
  ({
    ...{ thread: 'thread', updatedAt: at(-60), state: 'OPENED', peer: 'XB' },
    ...{ peerAuthority: 'coast-guard', holder: null, erased: false, onRoster: true, priority: 0 },
    ...{ undelivered: 0, subjectLine: 'Boat adrift', alerts: [], stop: null, operation: null },
    ...{ duplicates: [], otherDesk: false, recalls: { owed: 0, awaited: 0 } },
    clock: { ...clockOf([], 0), state: 'RUNNING', startedAt: at(-60), dueAt: at(28_000), ...clock },
  }) as unknown as ThreadRow;

describe('a list of threads', () => {
  const lines = (isTTY: boolean, env = {}): string[] => {
    const sink = { write: () => undefined, isTTY };
    const rows = [row({ acknowledgeBy: at(31) }), row({ acknowledgeBy: null })];
    return threadLines(new Terminal(sink, sink, env), rows, now);
  };

  it('shows red, and on a terminal only, what is to be taken in hand', () => {
    const [pressing, other] = lines(true);
    expect(pressing).toMatch(/^\u001b\[31m.*0:31 TO TAKE IN HAND.*Boat adrift\u001b\[0m$/);
    expect(other).not.toContain('\u001b');
    for (const plain of [...lines(false), ...lines(true, { NO_COLOR: '1' })])
      expect(plain).not.toContain('\u001b');
  });
});
