import { aProfile, anAuthority, aState } from '../../../test/support/builders.js';
import type { AuthorityView } from '#model';
import { encodeFrame } from '#transport';
import { withProfilesThatFit } from './profiles-that-fit.js';

const authority = (state: string, n: number, profile: AuthorityView['profile']): AuthorityView => ({
  ...{ state: aState(state), authority: anAuthority(`authority-${n}`), name: `Authority ${n}` },
  ...{ profile, link: null, keys: [] },
});
/** Four bytes each, as long as the form allows. */
const huge = aProfile({ requirements: '\u{1F6A2}'.repeat(4_000) });

it('a neighbour that describes five hundred authorities leaves room for every other State', () => {
  const own = [authority('XA', 1, aProfile())];
  const hostile = Array.from({ length: 500 }, (_, n) => authority('XB', n, huge));
  const other = [authority('XC', 1, aProfile()), authority('XC', 2, null)];
  const authorities = withProfilesThatFit([own, hostile, other]);
  expect(() => encodeFrame({ authorities })).not.toThrow();
  expect(authorities.map(({ state, authority: id }) => [state, id])).toEqual(
    [...own, ...hostile, ...other].map(({ state, authority: id }) => [state, id]),
  );
  expect(authorities[0]).toEqual(own[0]);
  expect(authorities.slice(501)).toEqual(other);
  expect(authorities[1]?.profile).toEqual(huge);
  expect(authorities[500]?.profile).toBeNull();
});
