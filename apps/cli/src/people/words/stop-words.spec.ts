import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { describe, expect, it } from '@jest/globals';
import { parseDocumentId, parseSha256 } from '#kernel';
import { at } from '../../../../../test/support/builders.js';
import { safetyWord } from './stop-words.js';

const halt = parseDocumentId('0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d41');
const haltHash = parseSha256('a'.repeat(64));
type Open = NonNullable<ThreadRow['operation']>['halts'][number];
const whole: Open = { halt, direction: 'OUT', awaits: ['OUT', 'IN'] };
const half: Open = { halt, direction: 'IN', awaits: ['IN'] };
const elsewhere = [{ halt: haltHash, heard: true }];
type Halted = Partial<NonNullable<ThreadRow['operation']>> | null;
const none = { halts: [], elsewhere: [], lifting: [], assessedUntil: null };
const stop = {
  ...{ stop: 'a7a1b8f2-94b6-4d2c-9d1b-5a3f6f0f2a11', raisedBy: 'ana', raisedAt: at() },
  ...{ withdrawal: null, liftProposedBy: null, liftProposedAt: null },
} as unknown as NonNullable<ThreadRow['stop']>;
const proposed = { ...stop, liftProposedBy: 'lia', liftProposedAt: at() } as unknown as typeof stop;

describe('what stands still, for a list', () => {
  it.each<[string, string, Halted, ThreadRow['stop']]>([
    ['no operation', '', null, null],
    ['one that runs', '', {}, null],
    ['a stop', 'STOPPED', { halts: [whole] }, stop],
    ['one that an officer wants lifted', 'STOPPED (to be lifted)', null, proposed],
    ['a stop-word', 'HALTED', { halts: [whole] }, null],
    ['one that one State has lifted', 'HALTED (half lifted)', { halts: [half] }, null],
    ['of which another holds', 'HALTED', { halts: [half, whole] }, null],
    ['or one elsewhere', 'HALTED', { halts: [half], elsewhere }, null],
    ['elsewhere', 'HALTED', { elsewhere }, null],
    ['lifted for all', 'LIFTED (not confirmed there)', { lifting: [haltHash] }, null],
  ])('%s: %s', (_name, word, operation, stopped) => {
    const row = { operation: operation && { ...none, ...operation }, stop: stopped };
    expect(safetyWord(row)).toBe(word);
  });
});
