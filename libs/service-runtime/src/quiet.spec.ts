import { loggedAtMostEvery } from './quiet.js';

describe('failures that come often', () => {
  it('are logged once in an interval, and each alarm', () => {
    const clock = { now: 0 };
    const isLogged = loggedAtMostEvery(5_000, () => clock.now);
    const at = (now: number, isAlarm = false): boolean => {
      clock.now = now;
      return isLogged(isAlarm);
    };
    expect([at(0), at(0), at(4_999), at(5_000), at(5_001)]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect([at(5_002, true), at(5_003, true), at(5_004)]).toEqual([true, true, false]);
  });

  it('are all logged where no interval is given', () => {
    const isLogged = loggedAtMostEvery(0, () => 7);
    expect([isLogged(false), isLogged(false)]).toEqual([true, true]);
  });
});
