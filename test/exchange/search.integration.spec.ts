import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cases } from '#capabilities/cases';
import type { ThreadRecord } from '#threads';
import { parseListPlace, type ListPlace } from '#capabilities/requests/list-place.model';
import type { ListedThreads, ThreadsWanted } from '#capabilities/requests/thread-list.queries';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { listing, type ListThreads } from '../support/service-calls.js';
import type { Side, ThreadId } from '#kernel';
import { Mailbox } from '#mailbox';
import type { Tx } from '#store';
import { TestGateway } from '../support/gateway.js';
import { fillThreads, threadOf, wordsOf } from './fixtures/many-threads.js';
import { TestFolder } from '../support/nats.js';
import {
  mostReadBy,
  nodesOf,
  type Plan,
  planned,
  type Planned,
  plansIn,
} from '../instruments/sql/plans.js';
import { findsNumbers } from './number-search.js';
import { plainSearch } from './fixtures/plain-search.js';
import { TestPostgres } from '../support/postgres.js';
import { assertSeenOf } from '../instruments/seen-counts.js';
import { putDesk, randomDesk, randomWords, someShares } from './fixtures/random-desk.js';
import { copyRows, insertRows } from '../support/rows.js';
import { aState } from '../support/state.js';

const count = 6_000;
const words = wordsOf(count);
const purpose = 'INVESTIGATION';
const firstLate = Math.floor((Date.parse('2024-01-08T06:00:00.000Z') - Date.now()) / 3_600_000);

describe('a search among many threads', () => {
  let postgres: TestPostgres;
  let folder: TestFolder;
  let gateway: TestGateway;
  const desks = new Map<Side, ListThreads>();

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    folder = await TestFolder.create();
    gateway = await TestGateway.create(await aState('XB').build(), postgres, folder.path);
    await fillThreads(gateway, 'ben', count);
    for (const [side, service] of [
      ['ASKED', 'inbox'],
      ['ASKING', 'requests'],
    ] as const) {
      const { store, cases, journal, trust } = await gateway.parts(service);
      const reader = new ReadThread(store, cases, new Mailbox(), journal, side, trust);
      desks.set(side, listing(reader));
    }
  }, 120_000);
  afterAll(async () => {
    await gateway.stores.closeAll();
    await postgres.stop();
    await folder.remove();
  });

  const find = async (
    text: string,
    side: Side = 'ASKED',
  ): Promise<{ threads: readonly ThreadId[]; more: boolean }> => {
    const name = side === 'ASKED' ? 'ben' : 'ana';
    const found = await desks.get(side)?.search(gateway.session(name), text, purpose);
    if (found === undefined) throw new Error('no desk');
    return { threads: found.threads.map(({ thread }) => thread), more: found.more };
  };
  const numbers = Array.from({ length: count }, (_, n) => count - 1 - n);
  const expected = (is: (n: number) => boolean): ThreadId[] => numbers.filter(is).map(threadOf);

  it('finds all that have a word, newest first, each desk its own', async () => {
    const name = words.name(4);
    const of =
      (parity: number) =>
      (n: number): boolean =>
        words.name(n) === name && n % 2 === parity;
    expect(await find(name)).toEqual({ threads: expected(of(0)), more: false });
    expect(await find(name, 'ASKING')).toEqual({ threads: expected(of(1)), more: false });
  });

  it('finds the oldest by a word of its own beside one that stands everywhere', async () => {
    for (const text of [
      words.reference(0),
      words.plate(0),
      `${words.everywhere} ${words.reference(0)}`,
      `${words.name(0)} ${words.district(0)} ${words.everywhere} ${words.reference(0)}`,
    ])
      expect([text, await find(text)]).toEqual([text, { threads: [threadOf(0)], more: false }]);
    expect(await find(words.reference(1))).toEqual({ threads: [], more: false });
    expect(await find(words.reference(1), 'ASKING')).toEqual({
      threads: [threadOf(1)],
      more: false,
    });
  });

  const by = async (text: string) => {
    const found = await desks.get('ASKED')?.search(gateway.session('ben'), text, purpose);
    if (found === undefined) throw new Error('no desk');
    return found.threads.map(({ thread, foundBy }) => [thread, foundBy] as const);
  };

  it('finds a number exactly, with spaces and among other words, and says by what', async () => {
    expect(await by(words.reference(4))).toEqual([[threadOf(4), ['REFERENCE']]]);
    expect(await by(`${words.name(4)} ${words.plate(4)}`)).toEqual([
      [threadOf(4), ['PLATE', 'NAME']],
    ]);
    const both = await by(`${words.plate(4)} ${words.everywhere}`);
    expect(both).toEqual([[threadOf(4), ['PLATE', 'TEXT']]]);
    // A piece of a number, and a number with another one behind it, are other numbers.
    for (const other of ['REF', '4', 'XX 4', 'REF-4-1', words.reference(count + 4)])
      expect([other, await by(other)]).toEqual([other, []]);
  });

  findsNumbers(() => gateway, by);

  it('finds the newest of what stands everywhere, and says that there are more', async () => {
    const { threads, more } = await find(words.everywhere);
    expect([threads, more]).toEqual([expected((n) => n % 2 === 0).slice(0, 100), true]);
  });

  it('finds what the officer has in hand among thousands of newer ones of colleagues with the same word', async () => {
    // One of 500 threads is in hand: these lie behind the 2,000 newest, and colleagues have all others.
    const old = (n: number): boolean => n % 2 === 0 && n % 1_000 === 0 && n < 2_000;
    const others = `side = 'ASKED' and holder is null`;
    await gateway.sql(`update cases.thread set holder = 'bea' where ${others}`);
    const { threads, more } = await find(words.everywhere);
    await gateway.sql(`update cases.thread set holder = null where holder = 'bea'`);
    expect([threads.slice(-2), more]).toEqual([expected(old), true]);
  });

  async function plansOf(
    how: Planned,
    work: (cases: Cases, tx: Tx) => Promise<unknown>,
  ): Promise<Plan[]> {
    const { store, cases } = await gateway.parts('inbox');
    const context = { officer: 'ben', authority: 'border-police', compartments: ['ENFORCEMENT'] };
    return store.transaction({ step: 'test', ...context }, (tx) =>
      plansIn(tx, how, (explaining) => work(cases, explaining)),
    );
  }

  async function mostRead(
    of: string,
    work: (cases: Cases, tx: Tx) => Promise<unknown>,
  ): Promise<number> {
    const plans: Plan[] = [];
    for (const how of planned) plans.push(...(await plansOf(how, work)));
    assertSeenOf('plans at a desk', { [of]: plans.length });
    return mostReadBy(plans);
  }

  it.each<[string, Partial<ThreadsWanted>]>([
    ['the newest', {}],
    ['a page further back', { after: parseListPlace(threadOf(2_000)) }],
    ['by time left', { order: 'DUE' }],
    ['unclaimed', { unclaimed: true }],
    ['unclaimed, by time left', { order: 'DUE', unclaimed: true }],
    ['in hand', { mine: true }],
    ['in hand, by time left', { order: 'DUE', mine: true }],
    ['late within a day', { order: 'DUE', dueWithin: 24 }],
    ['late within a day, in hand', { order: 'DUE', dueWithin: 24, mine: true }],
    ['the first that were late, in hand', { order: 'DUE', dueWithin: firstLate, mine: true }],
    ['the newest of the first that were late', { dueWithin: firstLate }],
    [
      'a page further back of the first that were late',
      { dueWithin: firstLate, after: parseListPlace(threadOf(400)) },
    ],
  ])(
    'a list reads about as many rows as it shows, however many there are: %s',
    async (of, asked) => {
      const limit = 5;
      const { authority, officer } = gateway.session('ben');
      const read = await mostRead(of, (cases, tx) =>
        cases.listThreads(
          tx,
          { side: 'ASKED', authority, officer },
          { limit, after: null, ...asked },
        ),
      );
      expect(read).toBeGreaterThan(0);
      // One more row shows where equal times end; twelve are in hand.
      expect(read).toBeLessThanOrEqual(12);
    },
  );

  it('those that are late are listed page by page: risks to life that nobody has in hand, then the newest', async () => {
    const { authority, officer } = gateway.session('ben');
    const { store, cases } = await gateway.parts('inbox');
    const pages: ThreadId[] = [];
    for (let after: ListPlace | null = null; ;) {
      const asked: ThreadsWanted = { limit: 3, after, dueWithin: firstLate };
      const page: ListedThreads = await store.transaction(
        { step: 'test', officer, authority, compartments: ['ENFORCEMENT'] },
        (tx) => cases.listThreads(tx, { side: 'ASKED', authority, officer }, asked),
      );
      pages.push(...page.threads.map(({ id }) => id));
      after = page.next;
      if (after === null) break;
    }
    const late = await gateway.sql<{ id: string }>(
      `select id from cases.thread where side = 'ASKED' and state = 'SUBMITTED'
         and (due_at <= now() + $1 * interval '1 hour' or priority = 0)
       order by priority, case when priority = 0 then id end, opened_at desc`,
      [firstLate],
    );
    expect(late.length).toBeGreaterThan(6);
    expect(pages).toEqual(late.map(({ id }) => id));
  });

  it('looks up no more threads of thousands that the officer has in hand than are shown', async () => {
    const others = `side = 'ASKED' and holder is null`;
    await gateway.sql(`update cases.thread set holder = 'ben', left_holder = 'x' where ${others}`);
    const { authority, compartments } = gateway.session('ben');
    const desk = { side: 'ASKED', authority, compartments } as const;
    const looks: number[] = [];
    let plans = 0;
    for (const how of planned) {
      const find = (cases: Cases, tx: Tx) => cases.search.find(tx, desk, words.everywhere);
      const found = await plansOf(how, find);
      plans += found.length;
      const asked = found.flatMap(nodesOf);
      looks.push(
        asked.reduce(
          (s, n) => s + (n['Index Name'] === 'token_threads' ? n['Actual Loops'] : 0),
          0,
        ),
      );
    }
    await gateway.sql(
      `update cases.thread set holder = null, left_holder = null where left_holder = 'x'`,
    );
    assertSeenOf('plans at a desk', { 'a word that stands everywhere': plans });
    for (const each of looks) {
      expect(each).toBeGreaterThanOrEqual(100);
      // Each that is shown is looked up once more, for where its words stand.
      expect(each).toBeLessThanOrEqual(300);
    }
  });

  it('a line is compared with ninety days of its match keys, however many years have them', async () => {
    const id = threadOf(0);
    const days = 1_000;
    const [mark] = await gateway.sql<{ at: Date }>(
      `select opened_at as at from cases.likeness where thread = $1 and type = 'PLATE'`,
      [id],
    );
    const at = mark?.at.getTime() ?? 0;
    await copyRows(
      gateway,
      'cases.likeness',
      { thread: id, type: 'PLATE' },
      Array.from({ length: days }, (_, n) => ({
        ...{ thread: v7(), opened_at: new Date(at + (n + 1) * 24 * 3_600_000) },
      })),
    );
    await gateway.sql('analyze cases.likeness');
    const line = { id } as ThreadRecord;
    const read = await mostRead('match keys of a line', (cases, tx) =>
      cases.deconfliction.findMatching(tx, [line], false),
    );
    await gateway.sql(
      `delete from cases.likeness l where not exists (select from cases.thread t where t.id = l.thread)`,
    );
    expect(read).toBeGreaterThanOrEqual(20);
    expect(read).toBeLessThanOrEqual(100);
  });

  it('who pages through lists is noticed at five hundred different cases, and no desk that looks at its own again', async () => {
    await gateway.sql('truncate access.listing, access.bulk_reading');
    const noticed = async (): Promise<unknown[]> =>
      gateway.sql(
        'select officer, service, threads, listed, role from access.bulk_reading order by id',
      );
    const page = async (before: ThreadId | null, limit = 100) => {
      const found = await desks
        .get('ASKED')
        ?.listThreads(gateway.session('ben'), { limit, before }, purpose);
      return found?.at(-1)?.thread ?? null;
    };
    // A night at the desk: the newest page every few seconds, an older page, a search.
    const second = await page(null);
    const third = await page(second);
    for (let i = 0; i < 20; i += 1) await page(null);
    for (let n = 2; n < 42; n += 1) await find(words.reference(n));
    expect(await noticed()).toEqual([]);
    let at: ThreadId | null = third;
    for (let i = 0; i < 9; i += 1) at = await page(at);
    const one = { officer: 'ben', service: 'inbox', threads: null, role: 'DUTY_OFFICER' };
    expect(await noticed()).toEqual([
      { ...one, listed: 520 },
      { ...one, listed: 1_120 },
    ]);
    // A reading of half an hour ago is noted again; one older than an hour counts no longer.
    await gateway.sql(`update access.listing set at = at - interval '61 minutes'`);
    await page(at);
    const [left] = await gateway.sql('select count(*)::int as count from access.listing');
    expect(left).toEqual({ count: 100 });
    // Beyond this bound nothing more is written.
    await insertRows(
      gateway,
      'access.listing',
      Array.from({ length: 3_900 }, () => ({ officer: 'ben' })),
    );
    await page(null);
    const [most] = await gateway.sql('select count(*)::int as count from access.listing');
    expect(most).toEqual({ count: 4_000 });
  });

  it('finds nothing by a word that is missing, and says that this is all', async () => {
    const none = { threads: [], more: false };
    expect(await find(`${words.everywhere} nowhere`)).toEqual(none);
    expect(await find(`${words.reference(0)} ${words.reference(2)}`)).toEqual(none);
    expect(await find('')).toEqual(none);
  });

  // Last: the desk is unusable afterwards.
  it('finds what a plain search finds, whatever came late, whose it is and how common the words are', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(someShares, async (shares) => {
        run += 1;
        const all = randomWords(`word${run}`);
        const pairs = all.flatMap((a, i) => all.slice(0, i).map((b) => [a, b]));
        const pieces = all.slice(0, 2).toReversed().join('-');
        const texts = [...all.map((word) => [word]), ...pairs, all, all.slice(1), [pieces]];
        texts.push([pieces, ...all.slice(2, 4)]);
        const desk = randomDesk(count, shares, all);
        await putDesk(gateway, desk, all);
        for (const [side, service, officer] of [
          ['ASKED', 'inbox', 'ben'],
          ['ASKING', 'requests', 'ana'],
        ] as const) {
          const { store, cases } = await gateway.parts(service);
          const { authority, compartments } = gateway.session(officer);
          const context = { step: 'test', officer, authority, compartments };
          for (const text of texts) {
            const { threads, more } = await store.transaction(context, (tx) =>
              cases.search.find(tx, { side, authority, compartments }, text.join(' ')),
            );
            const found = { threads: threads.map(({ id }) => id), more };
            expect([side, text, found]).toEqual([
              ...[side, text],
              plainSearch(desk, officer, side, text),
            ]);
          }
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 120_000);
});
