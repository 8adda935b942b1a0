import { Crowd, type Urgency } from './crowd.js';

describe('questions under way', () => {
  let now = 0;
  const crowd = (most: number): Crowd => new Crowd(most, () => now);
  const never = (): Urgency => {
    throw new Error('asked while there was room');
  };
  const [life, ordinary, pressing] = (['LIFE', 'ORDINARY', 'PRESSING'] as const).map(
    (urgency) => () => urgency,
  ) as [() => Urgency, () => Urgency, () => Urgency];
  const fill = (to: Crowd, count: number): (() => void)[] =>
    Array.from({ length: count }, () => to.enter());

  it('are taken up to a bound, and a matter of life past it, up to another', () => {
    const many = crowd(64);
    fill(many, 63);
    expect(many.admits(never)).toBe(true);
    const end = many.enter();
    const admitted = () => [ordinary, pressing, life].map((urgency) => many.admits(urgency));
    expect(admitted()).toEqual([false, true, true]);
    end();
    expect(many.admits(never)).toBe(true);
    fill(many, 17);
    // PRESSING never takes the places kept for LIFE.
    expect(admitted()).toEqual([false, false, true]);
    fill(many, 16);
    expect(admitted()).toEqual([false, false, false]);
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

  it('that take long by design hold up no others, and are bounded by themselves', () => {
    const scanned = crowd(64);
    const ends = Array.from({ length: 32 }, () => scanned.enterLong());
    now += 60_000;
    expect([scanned.admits(never), scanned.admitsLong()]).toEqual([true, false]);
    ends[0]?.();
    expect(scanned.admitsLong()).toBe(true);
  });

  it('are not refused for a few that take long', () => {
    const slow = crowd(64);
    fill(slow, 15);
    now += 60_000;
    expect(slow.admits(never)).toBe(true);
  });
});
