import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { LoopDelay } from './loop-delay.js';

describe('the delay of the main loop', () => {
  it('shows work that held it up, and only in the time in which it did', async () => {
    const delay = new LoopDelay();
    await pause(60);
    for (const end = performance.now() + 150; performance.now() < end;);
    await pause(60);
    expect(delay.take()).toBeGreaterThanOrEqual(100);
    expect(delay.take()).toBe(0);
    delay.stop();
  });
});
