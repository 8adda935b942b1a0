import { timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { firstDutyGap } from '#trust';

/** How the rosters of this State stand, its contact point, and its limits with its neighbours. */
export interface DutyState {
  /** Neighbours that say other time limits than this State: the standard ones hold, once these begin. */
  readonly limitsDiffer: number;
  /** Authorities whose roster leaves a time of the next seven days without anybody. */
  readonly withGaps: number;
  /** Until the first such time; 0: now, or none. */
  readonly firstGapSeconds: number;
  /**
   * 1: an authority exchanges about investigations, and no contact point holds, now or in seven days; nothing is copied then, and nothing
   * is copied later (Directive (EU) 2023/977 art. 4(2), 7, 8(2)). 0 otherwise.
   */
  readonly noContactPoint: number;
}

const week = 7 * 24 * 3_600_000;

/** Pure. */
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
