import { describe, expect, it } from '@jest/globals';
import { aFingerprint, anEntry, at } from '../../../test/support/builders.js';
import { requireTimely } from './verify-entry.js';

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
