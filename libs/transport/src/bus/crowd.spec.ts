import { Crowd } from './crowd.js';

describe('questions under way', () => {
  let now = 0;
  const crowd = (most: number): Crowd => new Crowd(most, () => now);
  const never = (): boolean => {
    throw new Error('asked while there was room');
  };
  const [life, ordinary] = [() => true, () => false];
  const fill = (to: Crowd, count: number): (() => void)[] =>
    Array.from({ length: count }, () => to.enter());

  it('are taken up to a bound, and a matter of life past it, up to another', () => {
    const many = crowd(64);
    fill(many, 63);
    expect(many.admits(never)).toBe(true);
    const end = many.enter();
    expect([many.admits(ordinary), many.admits(life)]).toEqual([false, true]);
    end();
    expect(many.admits(never)).toBe(true);
    fill(many, 17);
    expect([many.admits(ordinary), many.admits(life)]).toEqual([false, false]);
  });

  it('are refused while sixteen wait for half of the time that their callers do, but for a matter of life', () => {
    const late = crowd(64);
    const [one] = fill(late, 16);
    now += 2_499;
    fill(late, 10);
    expect(late.admits(never)).toBe(true);
    now += 1;
    expect([late.admits(ordinary), late.admits(life)]).toEqual([false, true]);
    one?.();
    expect(late.admits(never)).toBe(true);
  });

  it('are not refused for a few that take long', () => {
    const slow = crowd(64);
    fill(slow, 15);
    now += 60_000;
    expect(slow.admits(never)).toBe(true);
  });
});
