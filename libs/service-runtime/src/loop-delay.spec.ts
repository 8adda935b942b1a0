import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { LoopDelay } from './loop-delay.js';

describe('the delay of the main loop', () => {
  it('shows work that held it up, and only in the time in which it did', async () => {
    const delay = new LoopDelay();
    await pause(60);
    for (const end = performance.now() + 150; performance.now() < end;);
    await pause(60);
    expect(delay.takeDelay()).toBeGreaterThanOrEqual(100);
    expect(delay.takeDelay()).toBe(0);
    delay.stop();
  });

  it('is also seen in a process that had nothing to do', async () => {
    const delay = new LoopDelay();
    await pause(300);
    delay.takeDelay();
    await pause(300);
    for (const end = performance.now() + 250; performance.now() < end;);
    await pause(150);
    expect(delay.takeDelay()).toBeGreaterThanOrEqual(100);
    delay.stop();
  });
});
