import { jest } from '@jest/globals';
import { WorthSaying } from './cosigned.events.js';

describe('a cosignature is worth an entry in the log', () => {
  const witness = 'audit.xb/witness';
  let saying: WorthSaying;
  beforeEach(() => {
    jest.useFakeTimers();
    saying = new WorthSaying();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  // Seconds at which a cosignature that comes each ten seconds is said.
  function saidWithin(seconds: number): number[] {
    const said: number[] = [];
    for (let at = 0; at <= seconds; at += 10) {
      const isLogged = saying.isDue(witness);
      saying.remember({ witness, isLogged });
      if (isLogged) said.push(at);
      jest.advanceTimersByTime(10_000);
    }
    return said;
  }

  it('when it begins and then once an hour', () => {
    expect(saidWithin(7_200)).toEqual([0, 3_600, 7_200]);
  });

  it('after a minute without one', () => {
    saidWithin(100);
    jest.advanceTimersByTime(49_000);
    expect(saying.isDue(witness)).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect(saying.isDue(witness)).toBe(true);
  });

  it('again while the transaction that says it is not committed', () => {
    expect([saying.isDue(witness), saying.isDue(witness)]).toEqual([true, true]);
    saying.remember({ witness, isLogged: true });
    expect(saying.isDue(witness)).toBe(false);
    expect(saying.isDue('another')).toBe(true);
  });
});
