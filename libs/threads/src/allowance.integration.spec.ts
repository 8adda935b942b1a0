import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { parseOfficerId } from '#kernel';
import { asOwner, storeOf } from '../../../test/support/journal.js';
import { mostReadBy, nodesOf, planned, plansIn } from '../../../test/instruments/sql/plans.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { insertRows, minutesAgo } from '../../../test/support/rows.js';
import {
  aloneLeft,
  assertWritten,
  takeOf,
  writtenBelow,
  type Allowance,
  type Taken,
} from './allowance.js';
import { migrations, type Connection, type Store, type Tx } from '#store';

const authority = 'border-police';
const [anna, ben] = [parseOfficerId('anna.berg'), parseOfficerId('ben.holm')];
const searches: Allowance = {
  done: 'cases.subject_search',
  most: 12,
  within: '1 day',
  spent: 'SUBJECT_SEARCHES_SPENT',
};
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

let postgres: TestPostgres;
let database: Connection;
let store: Store;
let other: Store;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  database = await postgres.database(migrations);
  // Two processes of one service share no memory.
  store = await storeOf(postgres, database, 'requests', 12);
  other = await storeOf(postgres, database, 'requests', 12);
}, 60_000);

afterAll(async () => {
  await store.close();
  await other.close();
  await postgres.stop();
});

async function forget(): Promise<void> {
  await asOwner(database, 'alter table cases.subject_search disable trigger user');
  await asOwner(database, 'delete from cases.subject_search');
  await asOwner(database, 'alter table cases.subject_search enable trigger user');
}
beforeEach(forget);

const acting = <T>(fn: (tx: Tx) => Promise<T>, officer = anna, by = store): Promise<T> =>
  by.transaction({ step: 'test', officer, authority }, fn);

async function write(tx: Tx, taken: Taken, officer = anna): Promise<void> {
  const written = await tx.query<{ before: number }>(
    `insert into cases.subject_search (officer, id, authority) values ($1, $2, $3) ${writtenBelow(searches)}`,
    [officer, randomUUID(), authority],
  );
  assertWritten(searches, taken, written);
}

const takeOne = (officer = anna, by = store): Promise<number> =>
  acting(
    async (tx) => {
      const taken = await takeOf(tx, searches, officer);
      await write(tx, taken, officer);
      return taken.left;
    },
    officer,
    by,
  );

const done = (count: number, minutes: number, officer = anna): Promise<unknown> =>
  insertRows(
    database,
    'cases.subject_search',
    Array.from({ length: count }, () => ({ officer, authority, at: minutesAgo(minutes) })),
  );
const used = async (): Promise<number> => {
  const [row] = await asOwner<{ n: number }>(
    database,
    `select count(*)::int as n from cases.subject_search where at > now() - interval '1 day'`,
  );
  return row?.n ?? 0;
};
const refused = async (one: Promise<unknown>): Promise<boolean> => {
  try {
    await one;
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'SUBJECT_SEARCHES_SPENT' });
    return true;
  }
};

describe('an allowance', () => {
  it('is counted down to none, and begins again when the time is over', async () => {
    for (let left = 11; left >= 0; left -= 1) expect(await takeOne()).toBe(left);
    expect(await refused(takeOne())).toBe(true);
    expect(await takeOne(ben)).toBe(11);
  });

  it('says when the next is free: when the oldest that counts is over', async () => {
    await done(3, 1_500);
    await done(1, 1_430);
    await done(11, 5);
    const [, time = ''] = await acting((tx) => takeOf(tx, searches, anna)).then(
      () => [],
      (error: unknown) =>
        /^again from (\S+)$/.exec(String(Reflect.get(Object(error), 'detail'))) ?? [],
    );
    const minutes = (Date.parse(time) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThan(10.1);
  });

  it('is taken with one statement that waits for nobody while five are left', async () => {
    await done(7, 5);
    const texts: string[] = [];
    const counted = (tx: Tx): Tx => {
      const counting = Object.create(tx) as Tx;
      counting.query = (sql, params) => {
        texts.push(sql);
        return tx.query(sql, params);
      };
      counting.send = (sql, params) => {
        texts.push(sql);
        tx.send(sql, params);
      };
      return counting;
    };
    await acting(async (first) => {
      expect(await takeOf(counted(first), searches, anna)).toEqual({ left: 4, isAlone: false });
      await acting(
        async (second) => {
          await takeOf(counted(second), searches, anna);
        },
        anna,
        other,
      );
    });
    expect(texts).toHaveLength(2);
    await done(1, 5);
    texts.length = 0;
    await acting(async (tx) => {
      expect(await takeOf(counted(tx), searches, anna)).toEqual({ left: 3, isAlone: true });
    });
    expect(texts).toHaveLength(3);
  });

  it('has four under way at once; the fifth waits for one of them, and nobody else', async () => {
    const order: string[] = [];
    const holds: (() => void)[] = [];
    const hold = (name: string): Promise<void> =>
      acting(async (tx) => {
        await takeOf(tx, searches, anna);
        order.push(name);
        if (name !== 'fifth') await new Promise<void>((end) => holds.push(end));
      });
    const four = ['1', '2', '3', '4'].map(hold);
    while (holds.length < 4) await pause(5);
    const fifth = hold('fifth');
    await takeOne(ben, other);
    await pause(100);
    expect(order).toHaveLength(4);
    for (const end of holds) end();
    await Promise.all([...four, fifth]);
    expect(order.at(-1)).toBe('fifth');
  });
});

describe('the limit', () => {
  it('is not passed by one that took its place long before the others used up the rest', async () => {
    await done(7, 5);
    let runs = 0;
    const late = acting(async (tx) => {
      const taken = await takeOf(tx, searches, anna);
      runs += 1;
      // Alone means without concurrent uses.
      if (!taken.isAlone) await done(5, 0);
      await write(tx, taken);
    });
    expect(await refused(late)).toBe(true);
    expect([runs, await used()]).toEqual([1, 12]);
  });

  it('is reached and never passed, whatever is under way at once', async () => {
    const times = fc.array(fc.record({ before: fc.nat(8), after: fc.nat(12), by: fc.boolean() }), {
      minLength: 1,
      maxLength: 24,
    });
    let most = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(12), times, async (begun, calls) => {
        await forget();
        await done(begun, 5);
        const results = await Promise.all(
          calls.map(({ before, after, by }) =>
            refused(
              acting(
                async (tx) => {
                  const taken = await takeOf(tx, searches, anna);
                  await pause(before);
                  await write(tx, taken);
                  await pause(after);
                },
                anna,
                by ? store : other,
              ),
            ),
          ),
        );
        const admitted = results.filter((isRefused) => !isRefused).length;
        most = Math.max(most, begun + admitted);
        expect(admitted).toBe(Math.min(12 - begun, calls.length));
        expect(await used()).toBe(begun + admitted);
      }),
      { numRuns: 40 },
    );
    expect(most).toBe(12);
  }, 120_000);

  it('counts a row of the own transaction as the one that is taken', async () => {
    await done(11, 5);
    const written = acting(async (tx) => {
      await write(tx, { left: 0, isAlone: true });
      return aloneLeft(tx, searches, anna, 1);
    });
    expect(await written).toBe(0);
    expect(
      await refused(
        acting(async (tx) => {
          await write(tx, { left: 0, isAlone: true });
          await aloneLeft(tx, searches, anna, 1);
        }),
      ),
    ).toBe(true);
  });
});

describe('the count', () => {
  it.each(planned)('reads no row that does not count, however many there are (%s)', async (how) => {
    await done(5_000, 3_000);
    await done(5_000, 2_000, ben);
    await done(6, 5);
    await asOwner(database, 'analyze cases.subject_search');
    const plans = await acting((tx) =>
      plansIn(tx, how, async (explaining) => {
        await takeOf(explaining, searches, anna);
      }),
    );
    expect(plans).toHaveLength(1);
    expect(mostReadBy(plans)).toBe(6);
    expect(plans.flatMap(nodesOf).flatMap((node) => node['Index Name'] ?? [])).toEqual([
      'subject_search_officer_at_idx',
    ]);
  });
});
