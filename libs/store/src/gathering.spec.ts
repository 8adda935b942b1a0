import { describe, expect, it } from '@jest/globals';
import { Gathering } from './gathering.js';

function burst(gathering: Gathering, from: number, times: number): number[] {
  let now = from;
  return Array.from({ length: times }, () => {
    const wait = gathering.waitMs(now, 'NOW');
    now += wait;
    gathering.sent(now);
    return wait;
  });
}

describe('wake-ups that are gathered', () => {
  it('leave at once when nothing was sent before', () => {
    expect(new Gathering().waitMs(0, 'NOW')).toBe(0);
    expect(new Gathering().waitMs(1e9, 'SOON')).toBe(0);
  });

  it('leave further apart the longer others follow, at most 20 ms', () => {
    expect(burst(new Gathering(), 0, 9)).toEqual([0, 5, 5, 5, 10, 20, 20, 20, 20]);
  });

  it('leave at once again after a pause', () => {
    const gathering = new Gathering();
    burst(gathering, 0, 9);
    expect(gathering.waitMs(1_000, 'NOW')).toBe(0);
    gathering.sent(1_000);
    expect(gathering.waitMs(1_000, 'NOW')).toBe(5);
  });

  it('leave at once where exchanges follow each other at ten a second', () => {
    const gathering = new Gathering();
    const waits = Array.from({ length: 20 }, (_, n) => {
      const wait = gathering.waitMs(n * 50, 'NOW');
      gathering.sent(n * 50);
      return wait;
    });
    expect(Math.max(...waits)).toBe(0);
  });

  it('wait no longer than 5 ms where a life is at risk', () => {
    const gathering = new Gathering();
    burst(gathering, 0, 9);
    const last = 105;
    expect(gathering.waitMs(last, 'NOW')).toBe(20);
    expect(gathering.waitMs(last, 'LIFE')).toBe(5);
    expect(gathering.waitMs(last + 5, 'LIFE')).toBe(0);
  });
});
