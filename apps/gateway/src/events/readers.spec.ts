import { readerLimits, Readers } from './readers.js';

const token = (n: number): string => `${n}`.padStart(43, 'A');

describe('readers of events', () => {
  it('are a few of one session, and a bounded number of all', () => {
    const readers = new Readers();
    const ends = Array.from({ length: readerLimits.perSession }, () => readers.begin(token(0)));
    expect(() => readers.begin(token(0))).toThrow('EVENTS_READERS');
    ends[0]?.();
    ends[0]?.();
    ends[0] = readers.begin(token(0));
    expect(() => readers.begin(token(0))).toThrow('EVENTS_READERS');
    for (let n = 1; readers.open < readerLimits.all; n += 1) readers.begin(token(n));
    expect(() => readers.begin(token(1_000))).toThrow('EVENTS_FULL');
    for (const end of ends) end();
    expect(readers.open).toBe(readerLimits.all - readerLimits.perSession);
    readers.begin(token(1_000));
  });

  it('ask a few at a time, in the order of coming, also after one has failed', async () => {
    const readers = new Readers();
    const [begun, free]: [number[], (() => void)[]] = [[], []];
    const all = Array.from({ length: readerLimits.asking + 3 }, (_, n) =>
      readers.turn(async () => {
        begun.push(n);
        await new Promise<void>((done) => free.push(done));
        if (n === 0) throw new Error('away');
      }),
    );
    const ended = Promise.allSettled(all);
    expect(begun).toHaveLength(readerLimits.asking);
    for (let n = 0; n < all.length; n += 1) {
      free[n]?.();
      await new Promise((done) => setImmediate(done));
    }
    expect(begun).toEqual(all.map((_, n) => n));
    expect((await ended).map(({ status }) => status)).toEqual(
      all.map((_, n) => (n === 0 ? 'rejected' : 'fulfilled')),
    );
  });
});
