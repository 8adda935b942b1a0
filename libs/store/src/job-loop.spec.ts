import { jest } from '@jest/globals';
import type { Haste } from './haste.js';
import { JobLoop, type Waker } from './job-loop.js';

class TestWaker implements Waker {
  #handler: (haste: Haste) => void = () => undefined;
  ring(haste: Haste = 'NOW'): void {
    this.#handler(haste);
  }
  listen(_: string, handler: (haste: Haste) => void): () => void {
    this.#handler = handler;
    return () => {
      this.#handler = () => undefined;
    };
  }
}

// Fake timers: the load of the machine changes no gap.
const pause = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const lasting = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function until(condition: () => boolean): Promise<void> {
  for (let passed = 0; !condition(); passed += 1) {
    expect(passed).toBeLessThan(60_000);
    await pause(1);
  }
}
async function stopped(loop: JobLoop): Promise<void> {
  const ends = loop.stop();
  await pause(1_000);
  await ends;
}

const loops: JobLoop[] = [];
function make(...args: ConstructorParameters<typeof JobLoop>): JobLoop {
  const loop = new JobLoop(...args);
  loops.push(loop);
  return loop;
}
beforeEach(() => jest.useFakeTimers());
afterEach(async () => {
  // Also after a failed expectation: a running loop would keep the process alive.
  await Promise.all(loops.splice(0).map((loop) => stopped(loop)));
  jest.useRealTimers();
});

describe('JobLoop', () => {
  it('asks a function how long to wait after each run; Infinity is an hour, and 0 is no endless run', async () => {
    const waits = [300, 0, Infinity];
    const begun = performance.now();
    const runs: number[] = [];
    const run = (): Promise<boolean> => {
      runs.push(Math.round(performance.now() - begun));
      return Promise.resolve(false);
    };
    const loop = make(new TestWaker(), 'x', run, { pollMs: () => waits.shift() ?? 1_000 });
    loop.start();
    await pause(3_600_400);
    expect(runs).toEqual([0, 300, 310, 3_600_310]);
    await stopped(loop);
  });

  it('runs at once, again while there is more, then waits to be woken', async () => {
    const waker = new TestWaker();
    const work = [2, 1, 0];
    let runs = 0;
    const loop = make(waker, 'x', () => Promise.resolve(work[runs++] ?? false), { pollMs: 60_000 });
    loop.start();
    await until(() => runs === 3);
    await pause(20);
    expect(runs).toBe(3);
    waker.ring();
    await until(() => runs === 4);
    await stopped(loop);
    waker.ring();
    loop.wake();
    await pause(20);
    expect(runs).toBe(4);
  });

  it('never runs concurrently with itself, and a wake-up during a run is not lost', async () => {
    const waker = new TestWaker();
    let running = 0;
    let most = 0;
    let runs = 0;
    const loop = make(
      waker,
      'x',
      async () => {
        most = Math.max(most, ++running);
        await lasting(10);
        running -= 1;
        runs += 1;
        return false;
      },
      { pollMs: 60_000 },
    );
    loop.start();
    await until(() => running === 1);
    waker.ring();
    waker.ring();
    await until(() => runs === 2);
    await pause(50);
    expect([most, runs]).toEqual([1, 2]);
    await stopped(loop);
  });

  it('polls without being woken', async () => {
    let runs = 0;
    const loop = make(
      new TestWaker(),
      'x',
      () => {
        runs += 1;
        return Promise.resolve(false);
      },
      { pollMs: 10 },
    );
    loop.start();
    await until(() => runs > 2);
    await stopped(loop);
  });

  it('waits after a failure, also when woken, and tells how often in a row', async () => {
    const waker = new TestWaker();
    const failures: { count: number; at: number }[] = [];
    const loop = make(waker, 'x', () => Promise.reject(new Error('no')), {
      onError: (_error, count) => failures.push({ count, at: performance.now() }),
    });
    loop.start();
    while (failures.length < 3) {
      await pause(5);
      waker.ring();
    }
    await stopped(loop);
    expect(failures.map(({ count }) => count).slice(0, 3)).toEqual([1, 2, 3]);
    const [first, second, third] = failures.map(({ at }) => at);
    expect([(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)]).toEqual([100, 200]);
  });

  it('waits no longer than it may, however often it fails', async () => {
    const failures: number[] = [];
    const loop = make(new TestWaker(), 'x', () => Promise.reject(new Error('no')), {
      onError: () => failures.push(performance.now()),
      longestPauseMs: 10,
    });
    loop.start();
    await until(() => failures.length === 6);
    await stopped(loop);
    const gaps = failures.slice(1, 6).map((at, i) => at - (failures[i] ?? 0));
    expect(gaps).toEqual([10, 10, 10, 10, 10]);
  });

  it('waits up to a minute after failures where it runs once a minute or less', async () => {
    const failures: number[] = [];
    const fail = () => Promise.reject(new Error('no'));
    const onError = () => failures.push(performance.now());
    for (const [pollMs, longest] of [
      [3_600_000, 60_000],
      [60_000, 60_000],
      [59_999, 5_000],
    ] as const) {
      failures.length = 0;
      const loop = make(new TestWaker(), 'x', fail, { onError, pollMs });
      loop.start();
      await pause(200_000);
      await stopped(loop);
      const gaps = failures.slice(1).map((at, i) => at - (failures[i] ?? 0));
      expect([pollMs, Math.max(...gaps)]).toEqual([pollMs, longest]);
    }
  });

  it('stop waits for the run under way', async () => {
    let ended = false;
    const loop = make(new TestWaker(), 'x', async () => {
      await lasting(30);
      ended = true;
      return true;
    });
    loop.start();
    await pause(5);
    await stopped(loop);
    expect(ended).toBe(true);
  });

  it('gathers what nobody waits for into one run, and a run in between takes it along', async () => {
    const waker = new TestWaker();
    let runs = 0;
    const run = (): Promise<boolean> => {
      runs += 1;
      return Promise.resolve(false);
    };
    const loop = make(waker, 'x', run, { pollMs: 60_000, soonMs: 30 });
    loop.start();
    await until(() => runs === 1);
    for (let i = 0; i < 5; i += 1) waker.ring('SOON');
    await pause(5);
    expect(runs).toBe(1);
    await until(() => runs === 2);
    await pause(50);
    expect(runs).toBe(2);
    waker.ring('SOON');
    waker.ring();
    await until(() => runs === 3);
    await pause(50);
    expect(runs).toBe(3);
    waker.ring('SOON');
    await stopped(loop);
    await pause(50);
    expect(runs).toBe(3);
  });

  describe('after a run that took long', () => {
    const paced = (waker: TestWaker, tookMs: number, longestGapMs?: number) => {
      const gaps: number[] = [];
      const lives: boolean[] = [];
      let ended = performance.now();
      const run = async (life: boolean): Promise<boolean> => {
        gaps.push(performance.now() - ended);
        lives.push(life);
        await lasting(tookMs);
        ended = performance.now();
        return false;
      };
      const options = { pollMs: 60_000, ...(longestGapMs !== undefined && { longestGapMs }) };
      return { gaps, lives, loop: make(waker, 'x', run, options) };
    };

    it('waits as long as that took, however often it is woken, so that the next takes more', async () => {
      const waker = new TestWaker();
      const { gaps, loop } = paced(waker, 60);
      loop.start();
      while (gaps.length < 4) {
        waker.ring();
        await pause(2);
      }
      await stopped(loop);
      expect(gaps.slice(1, 4)).toEqual([60, 60, 60]);
    });

    it('waits no longer than it may', async () => {
      const waker = new TestWaker();
      const { gaps, loop } = paced(waker, 300, 20);
      loop.start();
      await until(() => gaps.length === 1);
      waker.ring();
      await until(() => gaps.length === 2);
      await stopped(loop);
      expect(gaps[1]).toBe(20);
    });

    it('runs at once when woken later', async () => {
      const waker = new TestWaker();
      const { gaps, loop } = paced(waker, 120);
      loop.start();
      await until(() => gaps.length === 1);
      await pause(300);
      const woken = performance.now();
      waker.ring();
      await until(() => gaps.length === 2);
      expect(performance.now() - woken).toBeLessThan(2);
      await stopped(loop);
    });

    it('runs at once for a matter of life, in the run or in the pause, and is told of it', async () => {
      const waker = new TestWaker();
      const { gaps, lives, loop } = paced(waker, 150);
      loop.start();
      await until(() => gaps.length === 1);
      waker.ring('LIFE');
      waker.ring();
      await until(() => gaps.length === 2);
      waker.ring();
      await pause(160);
      waker.ring('SOON');
      waker.ring('LIFE');
      await until(() => gaps.length === 3);
      waker.ring();
      await until(() => gaps.length === 4);
      await stopped(loop);
      expect(gaps[1]).toBe(0);
      expect(gaps[2]).toBeLessThan(100);
      expect(gaps[3]).toBe(150);
      expect(lives).toEqual([false, true, true, false]);
    });

    it('runs again at once while it says that more waits', async () => {
      let runs = 0;
      const begun = performance.now();
      const loop = make(new TestWaker(), 'x', async () => {
        runs += 1;
        await lasting(60);
        return true;
      });
      loop.start();
      await until(() => runs === 5);
      // Four whole runs without a pause between them.
      expect(performance.now() - begun).toBeLessThan(250);
      await stopped(loop);
    });
  });
});
