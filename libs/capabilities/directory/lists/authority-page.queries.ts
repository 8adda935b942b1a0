import type {
  AuthoritiesAsked,
  AuthoritiesPage,
  AuthorityView,
  GrownPageAsked,
} from '../directory.contract.js';
import type { StateCode } from '#kernel';
import { fitting } from '#capabilities/requests/dispatch-rows.queries';
import { FRAME_BYTES } from '#bus';

const allBytes = FRAME_BYTES / 2;
const most = 100;

const keyOf = ({ state, authority }: Pick<AuthorityView, 'state' | 'authority'>): string =>
  `${state}/${authority}`;

/** Sort key that puts this State first. A neighbour's many authorities cannot push it off the page. */
const placeOf = (own: StateCode, key: string): string =>
  `${key.startsWith(`${own}/`) ? 0 : 1} ${key}`;

export function authorityPage(
  own: StateCode,
  all: readonly AuthorityView[],
  { limit, after }: AuthoritiesAsked,
): AuthoritiesPage {
  const count = Math.max(1, Math.min(limit, most));
  const begin = after === null ? '' : placeOf(own, after);
  const left = all
    .map((row) => ({ row, place: placeOf(own, keyOf(row)) }))
    .filter(({ place }) => place > begin)
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ row }) => row);
  const rows = left.slice(0, count);
  const last = rows.at(-1);
  const next = left.length > rows.length && last !== undefined ? keyOf(last) : null;
  return { authorities: withProfilesThatFit(rows), next };
}

export function grownPage<T, V extends object>(
  all: readonly T[],
  { after, limit }: GrownPageAsked,
  viewOf: (row: T) => V,
): { readonly shown: V[]; readonly next: number | null } {
  const begin = Math.max(0, Math.min(after, all.length));
  const rows = all.slice(begin, begin + Math.max(1, Math.min(limit, most))).map(viewOf);
  const shown = fitting(rows, (row) => Buffer.byteLength(JSON.stringify(row)));
  const next = begin + shown.length;
  return { shown, next: next < all.length ? next : null };
}

/**
 * Gives each State an equal share of the bytes for profiles, so that no State crowds out others. Profiles beyond the share
 * become null.
 */
function withProfilesThatFit(authorities: readonly AuthorityView[]): AuthorityView[] {
  const states = new Set(authorities.map(({ state }) => state));
  const share = Math.floor(allBytes / Math.max(1, states.size));
  const left = new Map([...states].map((state) => [state, share]));
  return authorities.map((each) => {
    const after = (left.get(each.state) ?? 0) - Buffer.byteLength(JSON.stringify(each.profile));
    left.set(each.state, after);
    return after < 0 ? { ...each, profile: null } : each;
  });
}
