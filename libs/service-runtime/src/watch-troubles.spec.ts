import { parseStateCode } from '#kernel';
import { actionOf } from './code-actions.js';
import { lastingOf } from './lasting-alarms.js';
import type { Troubles } from './troubles.js';
import { alarmsOf, numbersOf } from './watch-troubles.js';

const none: Troubles = { alarms: [], quarantined: [], counted: [], failures: [], forks: 0 };
const newest = new Date(0);
const one = (code: string, linkId = 'l1', count = 1) => ({ linkId, code, count, newest });
const failed = (code: string) => [{ service: 'inbox', code, count: 1 }];

describe('what a code calls for', () => {
  it('is in the table of its library, and an unknown one is an alarm', () => {
    expect(actionOf('OFFICER_SUSPENDED')).toBe('refuse');
    expect(actionOf('TRUST_ENTRIES_MISSING')).toBe('retry');
    expect(actionOf('DIRECTORY_FORK')).toBe('alarm');
    expect([actionOf('NOBODY_KNOWS'), actionOf('toString')]).toEqual(['alarm', 'alarm']);
  });

  it('lasts for a fork, a forged session and storage that changed, and for nothing that passes', () => {
    expect(lastingOf('TRUST_FORK')).toBe('FORK_SEEN');
    expect(lastingOf('SESSION_FORGED')).toBe('SESSION_FORGED');
    expect(lastingOf('OBJECT_CORRUPT')).toBe('STORAGE_CORRUPT');
    for (const code of ['UNTIMED', 'STORE_FAILED', 'toString'])
      expect(lastingOf(code)).toBeUndefined();
  });
});

describe('what stays said for a day', () => {
  it.each<[string, Partial<Troubles>, string[]]>([
    ['nothing', {}, []],
    ['a refusal that is none', { quarantined: [one('OFFICER_SUSPENDED')] }, []],
    ['a link alarm', { alarms: [one('CHAIN_BROKEN')] }, ['LINK_ALARM']],
    ['a message marked as an alarm', { quarantined: [one('HASH_MISMATCH')] }, ['LINK_ALARM']],
    [
      'a fork of a directory',
      { quarantined: [one('DIRECTORY_FORK')] },
      ['FORK_SEEN', 'LINK_ALARM'],
    ],
    ['a fork of a log', { forks: 1 }, ['FORK_SEEN']],
    ['a session', { failures: failed('SESSION_FORGED') }, ['SESSION_FORGED']],
    ['a step', { failures: failed('STEP_STUCK') }, ['STEP_STUCK']],
    ['storage', { failures: failed('STORAGE_CORRUPT') }, ['STORAGE_CORRUPT']],
    ['a failure that passes', { failures: failed('STORE_FAILED') }, []],
  ])('is told by %s', (_, found, expected) => {
    expect(alarmsOf({ ...none, ...found })).toEqual(expected);
  });
});

describe('numbers by neighbour', () => {
  it('are there for each neighbour, 0 too, and for nobody else', () => {
    const peers = new Map([
      ['l1', parseStateCode('XB')],
      ['l2', parseStateCode('XC')],
    ]);
    const found = {
      alarms: [one('CHAIN_BROKEN'), one('DIRECTORY_OLDER', 'l1', 2), one('CHAIN_BROKEN', 'gone')],
      quarantined: [one('HASH_MISMATCH', 'l1', 60), one('BATCH_MALFORMED', 'gone', 9)],
      counted: [{ linkId: 'l1', count: 1_000 }],
    };
    expect(numbersOf(found, peers)).toEqual({
      ...{ 'XB.alarms': 3, 'XB.refused': 60, 'XB.counted': 1_000 },
      ...{ 'XC.alarms': 0, 'XC.refused': 0, 'XC.counted': 0 },
    });
  });
});
