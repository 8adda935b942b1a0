import { StoreError } from '#store';
import { ExchangeError } from '#threads';
import { isRowsFault, runAsideOfPoison, type One } from './rows-fault.js';

const unreadable = Object.assign(new Error('EACCES'), { syscall: 'open', code: 'EACCES' });

describe('the fault of a row', () => {
  it.each([
    ['a value that its column does not take', new StoreError('STORE_FAILED', '22P05'), true],
    [
      'a number that no reader takes',
      new StoreError('STORE_FAILED', '22003 int8 above 2^53'),
      true,
    ],
    ['a row that breaks a rule of its table', new StoreError('STORE_CONSTRAINT', 'c'), true],
    ['a row that is there already', new StoreError('STORE_DUPLICATE', 'c'), true],
    ['a refusal', new ExchangeError('PARENT_MISMATCH'), true],
    ['a fault of the program', new TypeError('no such member'), true],
    ['a database that is away', new StoreError('STORE_UNAVAILABLE'), false],
    ['a full disk', new StoreError('STORE_FULL'), false],
    ['a right that a role has not', new StoreError('STORE_DENIED'), false],
    ['a transaction that was over', new StoreError('STORE_FAILED', '25P02'), false],
    ['a directory that is awaited', new ExchangeError('DIRECTORY_STALE'), false],
    ['a key that no directory certifies', new ExchangeError('STATE_KEY_UNKNOWN'), false],
    ['a file that cannot be read', unreadable, false],
  ])('%s: %#', (_name, error, is) => {
    expect(isRowsFault(error)).toBe(is);
  });
});

describe('a batch that a row makes fail', () => {
  const bad = new TypeError('bad');

  const queue = (rows: string[], poison: string, error: Error = bad) => {
    const seen: string[] = [];
    const batch = (one?: One<string>): Promise<boolean> => {
      const taken = one === undefined ? rows.slice() : rows.slice(0, 1);
      if (one !== undefined) one.claimed = taken[0];
      if (taken.includes(poison) && one?.doomed !== poison) return Promise.reject(error);
      seen.push(one?.doomed === undefined ? taken.join('') : `${one.doomed} aside`);
      rows.splice(0, taken.length);
      return Promise.resolve(false);
    };
    return { seen, batch };
  };

  it('is done one by one until what failed alone is put aside', async () => {
    const { seen, batch } = queue(['a', 'p', 'b', 'c'], 'p');
    while (await runAsideOfPoison(batch));
    expect(seen).toEqual(['a', 'p aside', 'bc']);
  });

  it('fails as a whole when no row is the reason, and nothing is put aside', async () => {
    const away = new StoreError('STORE_UNAVAILABLE');
    const { seen, batch } = queue(['a', 'p'], 'p', away);
    await expect(runAsideOfPoison(batch)).rejects.toBe(away);
    expect(seen).toEqual([]);
  });

  it('fails as a whole when it fails before a row is judged', async () => {
    const tries: unknown[] = [];
    const batch = (one?: One<string>): Promise<boolean> => {
      tries.push(one);
      return Promise.reject(bad);
    };
    await expect(runAsideOfPoison(batch)).rejects.toBe(bad);
    expect(tries).toEqual([undefined, {}]);
  });
});
