import type { PackageFacts } from '#package';
import { sha256 } from '#wire';
import type { LeafFact, TokenTime } from './case-facts.js';
import type { LeavesAbout } from './leaf-facts.js';

export function tokenTimes(
  { tokens, index }: PackageFacts,
  leaves: LeavesAbout,
): readonly TokenTime[] {
  const log = tokens.log.flatMap(({ size, stamp, bytes }, i): TokenTime[] => {
    const at = index.tokens[i]?.stamped ?? null;
    if (stamp === undefined || bytes === undefined) return [];
    const stamped = at !== null && leaves.namesToken(at, sha256(bytes)) ? at : null;
    return [{ size, stamped, ...timesOf(stamp) }];
  });
  const { stamp } = tokens.package;
  // All leaves of a package existed when it was sealed.
  const over = stamp === undefined ? [] : [{ size: null, stamped: null, ...timesOf(stamp) }];
  return [...log, ...over];
}

const timesOf = ({ earliest, latest }: { readonly earliest: Date; readonly latest: Date }) => ({
  ...{ earliest: earliest.getTime(), latest: latest.getTime() },
});

type Placed = Pick<LeafFact, 'index' | 'anchor'>;

/** Latest outside time (ms) that provably lies before the leaf; null if no time-stamp proves one. */
export function madeAfter({ index, anchor }: Placed, times: readonly TokenTime[]): number | null {
  const before = times.filter(
    ({ stamped }) =>
      stamped !== null && (stamped === index || (anchor !== null && stamped < anchor)),
  );
  return before.length === 0 ? null : Math.max(...before.map(({ earliest }) => earliest));
}

/** Earliest outside time (ms) by which the leaf was in the log; null when no time-stamp covers the leaf. */
export function madeBefore({ index }: Placed, times: readonly TokenTime[]): number | null {
  const after = times.filter(({ size }) => size === null || size > index);
  return after.length === 0 ? null : Math.min(...after.map(({ latest }) => latest));
}
