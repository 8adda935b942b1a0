import { describe, expect, it } from '@jest/globals';
import { aFingerprint, anEntry, aPolicyPack, at } from '../../../test/support/builders.js';
import { requireTimely, requireTried } from './verify-entry.js';

describe('time limits', () => {
  const limits = anEntry('time-limits', { from: at(60) });
  const handedIn = (minutes: number): string => {
    try {
      requireTimely(limits, [aFingerprint('r.one')], new Date(at(minutes)), aFingerprint('root'));
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

describe('a policy pack that is handed in', () => {
  const code = (members: Parameters<typeof aPolicyPack>[0]): string => {
    try {
      requireTried(anEntry('policy-pack', aPolicyPack(members)));
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
    requireTried(anEntry('hold'));
  });
});
