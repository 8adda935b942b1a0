import { linkOf } from '../../../../test/support/journal.js';
import { StoreError } from '#store';
import { ExchangeError } from '#threads';
import { TrustError } from '#trust';
import { isSetAside, SetAside } from './set-aside.js';

const row = (id: number, link = 1) => ({ id, linkId: linkOf(link) });
const at = (seconds: number): Date => new Date(seconds * 1_000);
const broken = new StoreError('STORE_CONSTRAINT', 'a_check');
const missing = new TrustError('KEY_MISSING', 'storage-ENFORCEMENT-1.key');

describe('a queued row that fails by itself', () => {
  let told: unknown[];
  let aside: SetAside;
  beforeEach(() => {
    told = [];
    aside = new SetAside((error) => told.push(error));
  });
  const notTried = (seconds: number): readonly number[] => aside.at(at(seconds)).ids;

  it('is left out for five seconds, then for longer, a minute at most; each failure is told', () => {
    let now = 0;
    const pauses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      aside.add(row(1), broken, at(now));
      const begun = now;
      while (notTried(now).length > 0) now += 1;
      pauses.push(now - begun);
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
    expect(told).toHaveLength(6);
  });

  it('keeps its reason until it is sealed', () => {
    expect(aside.add(row(1), broken, at(0))).toBe('SEAL_FAILED');
    expect(aside.add(row(2), missing, at(0))).toBe('KEY_MISSING');
    expect([...aside.at(at(100)).codes]).toEqual([
      [1, 'SEAL_FAILED'],
      [2, 'KEY_MISSING'],
    ]);
    aside.sealed([row(1)], at(101));
    expect([...aside.at(at(102)).codes.keys()]).toEqual([2]);
  });

  it('is to blame once another document of its link has left since', () => {
    expect(aside.isToBlame(row(1), broken)).toBe(false);
    aside.sealed([row(7)], at(0));
    aside.add(row(1), broken, at(1));
    expect(aside.isToBlame(row(1), broken)).toBe(false);
    aside.sealed([row(8, 2)], at(2));
    expect(aside.isToBlame(row(1), broken)).toBe(false);
    aside.sealed([row(9)], at(3));
    aside.add(row(1), broken, at(6));
    expect(aside.isToBlame(row(1), broken)).toBe(true);
  });

  it('is never to blame for a key that is missing', () => {
    aside.add(row(1), missing, at(1));
    aside.sealed([row(9)], at(3));
    expect(aside.isToBlame(row(1), missing)).toBe(false);
  });

  it('is forgotten past a bound, the oldest first', () => {
    for (let id = 0; id < 600; id += 1) aside.add(row(id), broken, at(0));
    const { codes } = aside.at(at(1));
    expect([codes.size, codes.has(87), codes.has(88)]).toEqual([512, false, true]);
  });
});

it.each([
  ['the values of a row', broken, true],
  ['a key that is not there', missing, true],
  ['what was stored and changed', new TrustError('STORAGE_CORRUPT'), true],
  ['a chain that is broken', new TrustError('TRUST_CHAIN_BROKEN'), false],
  ['a State without its own directory', new ExchangeError('STATE_KEY_UNKNOWN'), false],
  ['a database that is away', new StoreError('STORE_UNAVAILABLE'), false],
])('a batch is run row by row: %s', (_name, error, is) => {
  expect(isSetAside(error)).toBe(is);
});
