import { describe, expect, it } from '@jest/globals';
import { readShape } from '#contract';
import { OpeningSession } from './sessions.contract.js';

const longest = 4_096;

const opening = (bytes: number): object => ({
  login: Uint8Array.of(1),
  signature: new Uint8Array(bytes),
  token: 'T'.repeat(43),
});

describe('a login', () => {
  it('has no signature that its session cannot keep: whoever has a key can make one as long as it likes', () => {
    expect(readShape(OpeningSession, opening(longest)).signature).toHaveLength(longest);
    expect(() => readShape(OpeningSession, opening(longest + 1))).toThrow('signature (');
  });
});
