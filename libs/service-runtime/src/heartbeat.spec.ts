import type { Store, Tx } from '#store';
import { Heartbeat, type Condition } from './heartbeat.js';

describe('signs of life', () => {
  let written: { step: string; values: readonly unknown[] }[];
  let condition: Condition;
  let fails: Error | undefined;
  const asTx = (step: string): Tx =>
    ({
      query: (_: string, values: readonly unknown[]) => {
        if (fails !== undefined) return Promise.reject(fails);
        written.push({ step, values });
        return Promise.resolve([]);
      },
    }) as unknown as Tx;
  const store = {
    transaction: ({ step }: { step: string }, work: (tx: Tx) => Promise<unknown>) =>
      work(asTx(step)),
  } as unknown as Store;
  const living = { service: 'sealer', version: '0.1.0', config: 'c'.repeat(64) } as const;
  let beat: Heartbeat;
  beforeEach(() => {
    [written, fails, condition] = [[], undefined, { ready: true, degraded: ['BROKER_VERSION'] }];
    beat = new Heartbeat(store, living, () => Promise.resolve(condition));
  });
  const steps = (): string[] => written.map(({ step }) => step);

  it('are written with another step, unless there is a young one', async () => {
    expect(beat.age).toBe(Infinity);
    await beat.writeBeatIn(asTx('look-for-work'), 1_500);
    await beat.writeBeatIn(asTx('look-for-work'), 1_500);
    expect(steps()).toEqual(['look-for-work']);
    await beat.writeBeatIn(asTx('look-for-work'), 0);
    expect(steps()).toEqual(['look-for-work', 'look-for-work']);
  });

  it('are written by themselves whatever their age, and say what the service says then', async () => {
    await beat.writeBeatIn(asTx('look-for-work'), 1_500);
    condition = { ready: false, degraded: [] };
    await beat.writeBeat();
    expect(steps()).toEqual(['look-for-work', 'heartbeat']);
    expect(written.map(({ values }) => values.slice(4, 6))).toEqual([
      [true, ['BROKER_VERSION']],
      [false, []],
    ]);
  });

  it('do not count when they fail', async () => {
    fails = new Error('away');
    await expect(beat.writeBeatIn(asTx('look-for-work'), 1_500)).rejects.toBe(fails);
    expect(beat.age).toBe(Infinity);
  });
});
