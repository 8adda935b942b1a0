import { describe, expect, it } from '@jest/globals';
import { NoTurn, Turns } from './turns.js';

const soon = (): number => Date.now() + 5_000;

function held() {
  const begun: number[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const waited: boolean[] = [];
  const work =
    (n: number) =>
    (hasWaited: boolean): Promise<number> =>
      new Promise((done, failed) => {
        begun.push(n);
        waited.push(hasWaited);
        ends.push((failure) => (failure === undefined ? done(n) : failed(failure)));
      });
  return { begun, waited, ends, work };
}
const settled = (): Promise<void> => new Promise(setImmediate);

describe('turns', () => {
  it('are so many at once, and pass on in order, also from what fails', async () => {
    const [turns, { begun, ends, work }] = [new Turns(2, 2, 9), held()];
    const all = [0, 1, 2, 3].map((n) => turns.runInTurn(soon(), 'ana', work(n)));
    await settled();
    expect(begun).toEqual([0, 1]);
    ends[1]?.(new Error('corrupt'));
    await expect(all[1]).rejects.toThrow('corrupt');
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    ends[0]?.();
    await settled();
    ends[2]?.();
    ends[3]?.();
    expect(await Promise.all([all[0], all[2], all[3]])).toEqual([0, 2, 3]);
    // All places are free again.
    const again = [4, 5, 6].map((n) => turns.runInTurn(soon(), 'ana', work(n)));
    await settled();
    expect(begun.slice(4)).toEqual([4, 5]);
    for (const n of [4, 5]) ends[n]?.();
    await settled();
    ends[6]?.();
    await Promise.all(again);
  });

  it('do not come later than they are waited for, nor to more than may wait', async () => {
    const [turns, { begun, ends, work }] = [new Turns(1, 1, 2), held()];
    const first = turns.runInTurn(soon(), 'ana', work(0));
    const given = turns.runInTurn(Date.now() + 20, 'ana', work(1));
    const next = turns.runInTurn(soon(), 'ana', work(2));
    await expect(turns.runInTurn(soon(), 'ana', work(3))).rejects.toThrow(NoTurn);
    await expect(given).rejects.toThrow(NoTurn);
    ends[0]?.();
    await first;
    await settled();
    ends[1]?.();
    expect(await next).toBe(2);
    expect(begun).toEqual([0, 2]);
  });

  it('are so many for one officer; who has the fewest under way is next', async () => {
    const [turns, { begun, waited, ends, work }] = [new Turns(3, 2, 9), held()];
    const takes = ['ana', 'ana', 'ana', 'ana', 'ben', 'ben', 'eva'];
    const all = takes.map((officer, n) => turns.runInTurn(soon(), officer, work(n)));
    await settled();
    expect(begun).toEqual([0, 1, 4]);
    // One scan of ana ends: ana, who waits longest, and ben have one running, eva none.
    ends[0]?.();
    await settled();
    expect(begun).toEqual([0, 1, 4, 6]);
    ends[1]?.();
    await settled();
    expect(begun).toEqual([0, 1, 4, 6, 2]);
    for (let n = 2; n < takes.length; n += 1) {
      ends[n]?.();
      await settled();
    }
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(waited).toEqual([false, false, false, true, true, true, true]);
  });
});
