import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Journal } from '#journal';
import type { Store } from '#store';
import { longestWaitMs } from './events.lists.js';
import { AwaitGrowth } from './log-growth.service.js';

let released: number;
let looks: number;
let readMs: number;
let record: () => void;
let growth: AwaitGrowth;

beforeEach(() => {
  jest.useFakeTimers();
  [released, looks, readMs] = [7, 0, 0];
  const store = {
    listen: (_: string, callback: () => void) => {
      record = callback;
      return () => undefined;
    },
    transaction: async () => {
      looks += 1;
      await new Promise((done) => setTimeout(done, readMs));
      return released;
    },
  };
  growth = new AwaitGrowth(store as unknown as Store, {} as Journal);
});
afterEach(() => {
  jest.useRealTimers();
});

// Answer of the wait, and after how many milliseconds it came.
async function waited(known: number): Promise<readonly [entries: number, ms: number]> {
  const begun = performance.now();
  let found: readonly [number, number] | undefined;
  void growth.awaitGrowth(known).then((entries) => {
    found = [entries, performance.now() - begun];
  });
  for (let ms = 0; found === undefined && ms < 2 * longestWaitMs; ms += 10)
    await jest.advanceTimersByTimeAsync(10);
  if (found === undefined) throw new Error('no answer');
  return found;
}
const after = (ms: number, act: () => void): void => void setTimeout(act, ms);

describe('a wait for the log', () => {
  it('ends when an event that was recorded meanwhile is released', async () => {
    after(3_000, () => record());
    after(3_400, () => (released = 8));
    const [entries, ms] = await waited(7);
    expect(entries).toBe(8);
    expect(ms).toBeLessThan(3_600);
  });

  it('finds an event that was recorded before it and is released after it began', async () => {
    await waited(6);
    record();
    after(300, () => (released = 8));
    const [entries, ms] = await waited(7);
    expect(entries).toBe(8);
    expect(ms).toBeLessThan(500);
  });

  it('looks at its begin and at its end alone while nothing is recorded', async () => {
    const [entries, ms] = await waited(7);
    expect([entries, looks]).toEqual([7, 2]);
    expect(ms - longestWaitMs).toBeLessThan(20);
  });

  it('ends at its bound, a look later at most, while events are recorded that nobody releases', async () => {
    readMs = 700;
    const recording = setInterval(() => record(), 200);
    const [entries, ms] = await waited(7);
    clearInterval(recording);
    expect(entries).toBe(7);
    expect(ms).toBeGreaterThanOrEqual(longestWaitMs);
    expect(ms).toBeLessThanOrEqual(longestWaitMs + readMs + 10);
  });

  it('is not given to more callers than the bound', async () => {
    const waits = Array.from({ length: 8 }, () => growth.awaitGrowth(7));
    expect(await waited(7)).toEqual([7, 0]);
    released = 8;
    record();
    await jest.advanceTimersByTimeAsync(200);
    expect(await Promise.all(waits)).toEqual(Array(8).fill(8));
  });

  it('looks no oftener than ten times a second, however many record', async () => {
    const recording = setInterval(() => record(), 5);
    await waited(7);
    clearInterval(recording);
    expect(looks).toBeLessThanOrEqual(longestWaitMs / 100 + 2);
  });

  it('ends when the service is to stop, and so does each later one', async () => {
    after(100, () => growth.end());
    expect((await waited(7))[1]).toBeLessThan(200);
    expect((await waited(7))[1]).toBeLessThan(50);
  });
});
