import type { Side } from '#kernel';
import { asAdmin } from '#store';
import { indexTokens } from '#trust';
import fc from 'fast-check';
import { Chance } from '../faults/chance.js';
import type { TestGateway } from './gateway.js';
import { threadOf } from './many-threads.js';
import type { Searched } from './plain-search.js';
import { insertRows, minutesAgo } from './rows.js';

/**
 * In how many threads each word stands, and of how many it is a reference: some in more than a search looks at. The last two are
 * both common, and hardly ever together.
 */
const commonness = [
  { text: 0.01, reference: 0 },
  { text: 0.2, reference: 0.6 },
  { text: 0.9, reference: 0.1 },
  { text: 0.5, reference: 0.01 },
  { text: 0.8, reference: 0, besideLast: 0.02 },
] as const;
export const randomWords = (prefix: string): string[] => commonness.map((_, i) => `${prefix}x${i}`);

/** How much is the officer's of its side, to how much the officer was added, and how much came late. */
export interface Shares {
  readonly seed: number;
  readonly mine: Readonly<Record<Side, number>>;
  readonly added: number;
  readonly late: number;
}
export const someShares: fc.Arbitrary<Shares> = fc.record({
  seed: fc.nat(),
  mine: fc.constantFrom(
    { ASKED: 0.85, ASKING: 0.02 },
    { ASKED: 0.3, ASKING: 0.85 },
    { ASKED: 0.02, ASKING: 0.3 },
  ),
  added: fc.constantFrom(0.02, 0.7),
  late: fc.constantFrom(0, 0.05, 0.5),
});

const officers = { ASKED: 'ben', ASKING: 'ana' } as const;
const firstAt = Date.parse('2024-01-01T00:00:00.000Z');
const [stepMs, colleague] = [30_000, 'bea'];

/** Of threads that are there already: whose they are, when they came, what they say. No two came at once. */
export function randomDesk(count: number, shares: Shares, words: readonly string[]): Searched[] {
  const chance = new Chance(shares.seed);
  const is = (share: number): boolean => chance.next() < share;
  return Array.from({ length: count }, (_, n): Searched => {
    const side = n % 2 === 0 ? 'ASKED' : 'ASKING';
    const after = is(shares.late) ? Math.floor(chance.between(0, count)) : 0;
    const other = side === 'ASKED' && is(0.3) ? null : colleague;
    const said = commonness.reduce<readonly boolean[]>((before, each) => {
      const beside = 'besideLast' in each && before.at(-1) === true ? each.besideLast : each.text;
      return [...before, is(beside)];
    }, []);
    return {
      id: threadOf(n),
      side,
      openedAt: firstAt + (n + after) * stepMs + n,
      keeper: is(shares.mine[side]) ? officers[side] : other,
      isLife: is(0.002),
      added: is(shares.added)
        ? { at: firstAt + Math.floor(chance.between(0, count)) * stepMs + n, ended: is(0.2) }
        : null,
      withheld: is(0.03),
      words: new Set(words.filter((_word, i) => said[i])),
      references: new Set(words.filter((_word, i) => is(commonness[i]?.reference ?? 0))),
    };
  });
}

/** Makes the threads in the database what these are. */
export async function putDesk(
  gateway: TestGateway,
  desk: readonly Searched[],
  words: readonly string[],
): Promise<void> {
  const { keys, store } = await gateway.parts('inbox');
  await store.close();
  const compartment = 'ENFORCEMENT';
  const key = keys.indexKey(compartment);
  const tokens = (['text', 'reference'] as const).flatMap((type) =>
    words.flatMap((word) => {
      const [token] = indexTokens(key, compartment, type, [word]);
      const having = desk.filter((t) => (type === 'text' ? t.words : t.references).has(word));
      return having.map(({ id }) => ({ type, token, id }));
    }),
  );
  const added = desk.flatMap((t) => (t.added === null ? [] : [{ id: t.id, ...t.added }]));
  const date = (ms: number): Date => new Date(ms);
  await asAdmin(gateway.database, async (admin) => {
    // What is never undone is undone here, and nothing was recalled.
    await admin.query('set session_replication_role = replica');
    await admin.query('delete from cases.withheld');
    await admin.query('delete from cases.roster');
    await admin.query(
      `update cases.thread t set opened_at = u.at, priority = case when u.life then 0 else 2 end,
         left_holder = null,
         holder = case t.side when 'ASKED' then u.keeper end, owner = case t.side when 'ASKING' then u.keeper end
       from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::boolean[]) as u (id, at, keeper, life) where u.id = t.id`,
      [
        desk.map(({ id }) => id),
        desk.map(({ openedAt }) => date(openedAt)),
        desk.map(({ keeper }) => keeper),
        desk.map(({ isLife }) => isLife),
      ],
    );
    await insertRows(
      admin,
      'cases.roster',
      added.flatMap(({ id, at, ended }) =>
        Object.values(officers).map((officer) => ({
          ...{ thread: id, officer, reason: 'STAND_IN', added_by: 'bea' },
          ...{ at: date(at), until: ended ? minutesAgo(1) : null },
        })),
      ),
    );
    const place = { authority: 'border-police', compartment };
    await insertRows(
      admin,
      'cases.withheld',
      desk.filter((t) => t.withheld).map(({ id }) => ({ ...place, item: id, recall: id })),
    );
    await insertRows(
      admin,
      'cases.token',
      tokens.map(({ id, ...token }) => ({ ...place, ...token, thread: id, dispatch: id })),
    );
    await admin.query('analyze cases.thread, cases.token, cases.roster, cases.withheld');
  });
}
