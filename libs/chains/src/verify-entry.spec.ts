import { describe, expect, it } from '@jest/globals';
import { aFingerprint, anEntry, aPolicyPack, at } from '../../../test/support/builders.js';
import type { EntryBodies } from '#capabilities/directory/directory.schema';
import { assertTimely, assertTried } from './verify-entry.js';

describe('time limits', () => {
  const limits = anEntry('time-limits', { from: at(60) });
  const handedIn = (minutes: number): string => {
    try {
      assertTimely(limits, [aFingerprint('r.one')], new Date(at(minutes)), aFingerprint('root'));
      return 'taken';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('are taken before they begin, not after: nobody could have known them', () => {
    expect([0, 59, 64].map(handedIn)).toEqual(['taken', 'taken', 'taken']);
    expect(handedIn(66)).toBe('TRUST_ENTRY_TIME');
  });
});

describe('a posting', () => {
  const handedIn = (members: Partial<EntryBodies['posting']>, minutes: number): string => {
    const entry = anEntry('posting', { from: at(60), to: at(60 * 24 * 30), ...members });
    try {
      assertTimely(entry, [aFingerprint('r.one')], new Date(at(minutes)), aFingerprint('root'));
      return 'taken';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each([
    ['begins', {}],
    ['ends', { to: at(60) }],
  ])(
    'is not handed in long after it %s: documents of before would have another post',
    (_, members) => {
      expect([0, 60, 119].map((minutes) => handedIn(members, minutes))).toEqual([
        ...['taken', 'taken', 'taken'],
      ]);
      expect([122, 60 * 24].map((minutes) => handedIn(members, minutes))).toEqual([
        ...['TRUST_ENTRY_TIME', 'TRUST_ENTRY_TIME'],
      ]);
    },
  );
});

describe('a policy pack that is handed in', () => {
  const code = (members: Parameters<typeof aPolicyPack>[0], version = 0): string => {
    const inForce = version === 0 ? undefined : aPolicyPack({ version });
    try {
      assertTried(anEntry('policy-pack', aPolicyPack(members)), inForce);
      return 'taken';
    } catch (error) {
      return (error as { detail: string }).detail;
    }
  };

  it('comes to what its cases say', () => {
    expect(code({})).toBe('taken');
    expect(code({ cases: aPolicyPack().cases.slice(1) })).toBe(
      'no case shows rule no-child-to-xc at work',
    );
    assertTried(anEntry('hold'), undefined);
  });

  it('leaves numbers for those that follow it', () => {
    expect([code({ version: 1_000 }), code({ version: 2_000 }, 1_000)]).toEqual(['taken', 'taken']);
    expect([code({ version: 1_000_000 }), code({ version: 2_001 }, 1_000)]).toEqual([
      'its version must be at most 1000, 1000 above the one in force',
      'its version must be at most 2000, 1000 above the one in force',
    ]);
  });
});
