import { tryEach } from './try-each.js';

describe('work on each item', () => {
  const worked: number[] = [];
  beforeEach(() => {
    worked.length = 0;
  });
  const work =
    (fails: readonly number[], ends?: number) =>
    (item: number): Promise<boolean> => {
      worked.push(item);
      return fails.includes(item)
        ? Promise.reject(new Error(String(item)))
        : Promise.resolve(item === ends);
    };

  it('goes on past one that fails; the first failure is thrown at the end', async () => {
    await expect(tryEach([1, 2, 3], work([1, 3]))).rejects.toThrow('1');
    expect(worked).toEqual([1, 2, 3]);
    expect(await tryEach([1, 2], work([]))).toBe(false);
  });

  it('ends at the first that returns true, whatever failed before', async () => {
    expect(await tryEach([1, 2, 3], work([1], 2))).toBe(true);
    expect(worked).toEqual([1, 2]);
  });
});
