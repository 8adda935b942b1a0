import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { pause } from './backoff.js';

const elapsed = async (run: () => Promise<void>): Promise<number> => {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
};

describe('a pause', () => {
  it('lasts as long as it says, a negative one no time', async () => {
    expect(await elapsed(() => pause(50))).toBeGreaterThanOrEqual(49);
    await pause(-1_000);
  });

  it('ends with the first of its signals, and leaves none of them a listener', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const ms = await elapsed(async () => {
      const paused = pause(60_000, one.signal, other.signal);
      other.abort();
      await paused;
    });
    expect(ms).toBeLessThan(30_000);
    expect(getEventListeners(one.signal, 'abort')).toEqual([]);
    expect(await elapsed(() => pause(60_000, one.signal, other.signal))).toBeLessThan(30_000);
    expect(getEventListeners(one.signal, 'abort')).toEqual([]);
  });
});
