import fc from 'fast-check';
import { aProfile, anAuthority, aState } from '../../../../test/support/builders.js';
import type { AuthorityView } from '../directory.contract.js';
import { authorityPage, grownPage } from './authority-page.queries.js';
import { encodeFrame } from '#bus';

const authority = (state: string, n: number, profile: AuthorityView['profile']): AuthorityView => ({
  ...{ state: aState(state), authority: anAuthority(`authority-${n}`), name: `Authority ${n}` },
  ...{ profile, link: null, keys: [] },
});
const named = ({ state, authority: id }: AuthorityView): string => `${state}/${id}`;
const huge = aProfile({ requirements: '\u{1F6A2}'.repeat(4_000) });
const own = aState('XB');

it('a neighbour that describes a hundred authorities leaves room for every other State', () => {
  const hostile = Array.from({ length: 97 }, (_, n) => authority('XA', n, huge));
  const others = [authority('XC', 1, aProfile()), authority('XC', 2, null)];
  const page = authorityPage(own, [...hostile, authority('XB', 1, aProfile()), ...others], {
    limit: 100,
    after: null,
  });
  expect(() => encodeFrame(page)).not.toThrow();
  expect([page.authorities.length, page.next]).toEqual([100, null]);
  expect(page.authorities[0]).toEqual(authority('XB', 1, aProfile()));
  expect(page.authorities.slice(98)).toEqual(others);
  expect([page.authorities[1]?.profile, page.authorities[97]?.profile]).toEqual([huge, null]);
});

it('page after page gives every authority once, one’s own first, also when the last one seen has gone', () => {
  const rows = fc
    .uniqueArray(fc.tuple(fc.constantFrom('XA', 'XB', 'XC'), fc.nat(99)), { selector: String })
    .map((keys) => keys.map(([state, n]) => authority(state, n, null)));
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const seen: string[] = [];
      let known = [...all];
      for (let after: string | null | undefined; after !== null;) {
        const page = authorityPage(own, known, { limit, after: after ?? null });
        expect(page.authorities.length).toBeLessThanOrEqual(limit);
        seen.push(...page.authorities.map(named));
        after = page.next;
        known = known.filter((row) => named(row) !== after);
      }
      expect([...seen].sort()).toEqual(all.map(named).sort());
      const places = seen.map((key) => (key.startsWith('XB') ? 0 : 1));
      expect(places).toEqual([...places].sort());
    }),
  );
});

it('is never longer than a hundred, nor empty for want of a limit', () => {
  const all = Array.from({ length: 120 }, (_, n) => authority('XA', n, null));
  expect(authorityPage(own, all, { limit: 1e9, after: null }).authorities).toHaveLength(100);
  expect(authorityPage(own, all, { limit: -1, after: null }).authorities).toHaveLength(1);
});

it('rows that only grow are given page by page, however large they are', () => {
  const row = { certificate: 'x'.repeat(24_000) };
  const all = Array.from({ length: 230 }, (_, n) => ({ n, ...row }));
  type Row = (typeof all)[number];
  const same = (each: Row) => each;
  const seen: number[] = [];
  const limit = 100;
  for (let after: number | null = 0; after !== null;) {
    const page: ReturnType<typeof grownPage<Row, Row>> = grownPage(all, { after, limit }, same);
    const { shown, next } = page;
    expect(() => encodeFrame({ shown, next })).not.toThrow();
    seen.push(...shown.map(({ n }) => n));
    after = next;
  }
  expect(seen).toEqual(all.map(({ n }) => n));
  expect(grownPage(all, { after: 1e9, limit }, same)).toEqual({ shown: [], next: null });
  const few = grownPage(all, { after: 7, limit: 3 }, same);
  expect([few.shown.map(({ n }) => n), few.next]).toEqual([[7, 8, 9], 10]);
});

it('a row counts as large as it is shown, not as the chain says it', () => {
  const all = Array.from({ length: 100 }, (_, n) => ({ n }));
  const withPosts = ({ n }: { n: number }) => ({ n, postings: 'x'.repeat(24_000) });
  const { shown, next } = grownPage(all, { after: 0, limit: 100 }, withPosts);
  expect(() => encodeFrame({ shown, next })).not.toThrow();
  expect(shown.map(({ n }) => n)).toEqual(all.slice(0, next ?? 0).map(({ n }) => n));
  expect(next).toBe(shown.length);
});
