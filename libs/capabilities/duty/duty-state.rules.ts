import { timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { firstDutyGap } from '#trust';

export interface DutyState {
  /**
   * Number of neighbours whose time limits differ from this State's limits. Between the two States the standard limits then
   * apply.
   */
  readonly limitsDiffer: number;
  /** Number of authorities without a duty officer at some moment of the next seven days. */
  readonly withGaps: number;
  /** Seconds until the first authority lacks a duty officer; 0 also when `withGaps` is 0. */
  readonly firstGapSeconds: number;
  /**
   * 1 if required copies lack a national contact point now or in seven days; else 0. Directive (EU) 2023/977 art. 4(2), 7, 8(2)
   * requires the copies.
   */
  readonly noContactPoint: number;
}

const week = 7 * 24 * 3_600_000;

export function dutyState(directory: Directory, now: Date): Omit<DutyState, 'limitsDiffer'> {
  const [from, to] = [timestamp(now), timestamp(new Date(now.getTime() + week))];
  const authorities = directory.authorities(from);
  const gaps = authorities
    .flatMap(({ authority }) => firstDutyGap(directory, authority, from, to) ?? [])
    .sort();
  const [first = from] = gaps;
  const firstGapSeconds = Math.floor((Date.parse(first) - now.getTime()) / 1000);
  const copies = authorities.some(({ keys }) =>
    keys.some(({ compartment }) => compartment === 'ENFORCEMENT'),
  );
  const lacks = [from, to].some((at) => directory.contactPoint(at) === undefined);
  return { withGaps: gaps.length, firstGapSeconds, noContactPoint: copies && lacks ? 1 : 0 };
}
