import { Pump, type Waker } from './pump.js';

class Door implements Waker {
  ring: () => void = () => undefined;
  listen(_step: string, handler: () => void): () => void {
    this.ring = handler;
    return () => {
      this.ring = () => undefined;
    };
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe('Pump', () => {
  it('runs at once, again while there is more, then waits to be woken', async () => {
    const door = new Door();
    const work = [2, 1, 0];
    let runs = 0;
    const pump = new Pump(door, 'x', () => Promise.resolve(work[runs++] ?? false), {
      pollMs: 60_000,
    });
    pump.start();
    await pause(20);
    expect(runs).toBe(3);
    door.ring();
    await pause(20);
    expect(runs).toBe(4);
    await pump.stop();
    door.ring();
    pump.wake();
    await pause(20);
    expect(runs).toBe(4);
  });

  it('never runs concurrently with itself, and a wake-up during a run is not lost', async () => {
    const door = new Door();
    let running = 0;
    let most = 0;
    let runs = 0;
    const pump = new Pump(
      door,
      'x',
      async () => {
        most = Math.max(most, ++running);
        await pause(10);
        running -= 1;
        runs += 1;
        return false;
      },
      { pollMs: 60_000 },
    );
    pump.start();
    await pause(2);
    door.ring();
    door.ring();
    await pause(60);
    expect([most, runs]).toEqual([1, 2]);
    await pump.stop();
  });

  it('polls without being woken', async () => {
    let runs = 0;
    const pump = new Pump(
      new Door(),
      'x',
      () => {
        runs += 1;
        return Promise.resolve(false);
      },
      { pollMs: 10 },
    );
    pump.start();
    await pause(80);
    await pump.stop();
    expect(runs).toBeGreaterThan(2);
  });

  it('waits after a failure, also when woken, and tells how often in a row', async () => {
    const door = new Door();
    const failures: number[] = [];
    const pump = new Pump(door, 'x', () => Promise.reject(new Error('no')), {
      onError: (_error, count) => failures.push(count),
    });
    pump.start();
    for (let i = 0; i < 8; i += 1) {
      await pause(10);
      door.ring();
    }
    expect(failures).toEqual([1]);
    await pause(100);
    expect(failures).toEqual([1, 2]);
    await pump.stop();
  });

  it('stop waits for the run under way', async () => {
    let ended = false;
    const pump = new Pump(new Door(), 'x', async () => {
      await pause(30);
      ended = true;
      return true;
    });
    pump.start();
    await pause(5);
    await pump.stop();
    expect(ended).toBe(true);
  });
});
