import { jest } from '@jest/globals';
import { linkOf } from '../../../../test/support/journal.js';
import { JournalError } from '#journal';
import { StoreError } from '#store';
import { ExchangeError } from '#threads';
import { TrustError } from '#trust';
import { isSetAside, SetAside } from './set-aside.js';

const row = (id: number, link = 1) => ({ id, linkId: linkOf(link) });
const broken = new StoreError('STORE_CONSTRAINT', 'a_check');
const missing = new TrustError('KEY_MISSING', 'storage-ENFORCEMENT-1.key');

describe('a queued row that fails by itself', () => {
  let reportedErrors: unknown[];
  let seconds: number;
  let aside: SetAside;
  beforeEach(() => {
    reportedErrors = [];
    seconds = 0;
    aside = new SetAside(
      (error) => reportedErrors.push(error),
      () => seconds * 1_000,
    );
  });
  afterEach(() => jest.useRealTimers());
  const isPaused = (id: number): boolean => {
    const { codes, due } = aside.now();
    return codes.has(id) && !due.includes(id);
  };

  it('is left out for five seconds, then for longer, a minute at most; each failure is told', () => {
    const pauses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      aside.add(row(1), broken);
      const begun = seconds;
      while (isPaused(1)) seconds += 1;
      pauses.push(seconds - begun);
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
    expect(reportedErrors).toHaveLength(6);
  });

  it('keeps its reason until it is sealed', () => {
    expect(aside.add(row(1), broken)).toBe('SEAL_FAILED');
    expect(aside.add(row(2), missing)).toBe('KEY_MISSING');
    expect(aside.add(row(3), new StoreError('STORE_DENIED', '42501'))).toBe('SEAL_FAILED');
    seconds = 100;
    expect([...aside.now().codes]).toEqual([
      [1, 'SEAL_FAILED'],
      [2, 'KEY_MISSING'],
      [3, 'SEAL_FAILED'],
    ]);
    aside.sealed([row(1)]);
    expect([...aside.now().codes.keys()]).toEqual([2, 3]);
  });

  it('is to blame once another document of its link has left since', () => {
    expect(aside.isToBlame(row(1), broken)).toBe(false);
    aside.sealed([row(7)]);
    aside.add(row(1), broken);
    expect(aside.isToBlame(row(1), broken)).toBe(false);
    aside.sealed([row(8, 2)]);
    expect(aside.isToBlame(row(1), broken)).toBe(false);
    aside.sealed([row(9)]);
    aside.add(row(1), broken);
    expect(aside.isToBlame(row(1), broken)).toBe(true);
  });

  it('is not to blame for what left before it, though the clock was set back meanwhile', () => {
    jest.useFakeTimers({
      now: new Date('2026-03-01T12:00:00Z'),
      doNotFake: ['performance', 'hrtime', 'nextTick'],
    });
    const real = new SetAside(() => undefined);
    real.sealed([row(7)]);
    jest.setSystemTime(new Date('2026-03-01T11:51:00Z'));
    real.add(row(1), broken);
    expect(real.isToBlame(row(1), broken)).toBe(false);
    expect(real.now().due).toEqual([]);
  });

  it('is never to blame for a key that is missing, nor for what may be the database’s', () => {
    const denied = new StoreError('STORE_DENIED', '42501');
    for (const [id, error] of [missing, denied].entries()) {
      aside.add(row(id), error);
      aside.sealed([row(9)]);
      expect(aside.isToBlame(row(id), error)).toBe(false);
    }
  });

  it('is never forgotten in its pause, however many there are', () => {
    for (let id = 0; id < 100_100; id += 1) aside.add(row(id), broken);
    expect(aside.now()).toMatchObject({ codes: { size: 100_100 }, due: [] });
    seconds = 6;
    const { codes } = aside.now();
    expect([codes.size, codes.has(99), codes.has(100)]).toEqual([100_000, false, true]);
  });

  it('is forgotten when it is not tried for an hour', () => {
    aside.add(row(1), broken);
    seconds = 3_600;
    aside.add(row(2), broken);
    seconds = 3_604;
    expect([...aside.now().codes.keys()]).toEqual([1, 2]);
    seconds = 3_606;
    expect([...aside.now().codes.keys()]).toEqual([2]);
  });
});

it.each([
  ['the values of a row', broken, true],
  ['a key that is not there', missing, true],
  ['what was stored and changed', new TrustError('STORAGE_CORRUPT'), true],
  ['a chain that is broken', new TrustError('TRUST_CHAIN_BROKEN'), false],
  ['a State without its own directory', new ExchangeError('STATE_KEY_UNKNOWN'), false],
  ['a number that no reader takes', new StoreError('STORE_FAILED', '22003 int8 above 2^53'), true],
  ['what a table refuses by a trigger', new StoreError('STORE_FAILED', 'P0001'), true],
  ['a right that a role has not', new StoreError('STORE_DENIED', '42501'), true],
  ['a page that is damaged', new StoreError('STORE_DAMAGED', 'XX001'), true],
  ['a log that is halted', new JournalError('LOG_HALTED'), false],
  ['a file that cannot be read', Object.assign(new Error('EACCES'), { syscall: 'open' }), false],
  ['a database that is away', new StoreError('STORE_UNAVAILABLE'), false],
])('a batch is run row by row: %s', (_name, error, is) => {
  expect(isSetAside(error)).toBe(is);
});
