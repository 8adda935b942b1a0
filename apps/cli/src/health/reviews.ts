import type { AuditBeat } from './audit-beat.js';
import { ok, warn, type Finding } from './finding.js';

/** Files that somebody must review, and those that are past the day on which they go, as the sealer last said. */
export interface OpenReviews {
  readonly count: number;
  /** Since the oldest has been due. */
  readonly oldestSeconds: number;
  readonly overstayed: number;
}

/** Pure. Undefined when the sealer has said nothing of it yet. */
export function openReviewsOf({ metrics }: Pick<AuditBeat, 'metrics'>): OpenReviews | undefined {
  const {
    'retention.count': count,
    'retention.oldestSeconds': oldestSeconds,
    'retention.overstayed': overstayed,
  } = metrics;
  return count === undefined || oldestSeconds === undefined || overstayed === undefined
    ? undefined
    : { count, oldestSeconds, overstayed };
}

/** One line for `liaise status`. Pure. */
export function openReviewsLine(reviews: OpenReviews | undefined): string {
  if (reviews === undefined) return 'unknown';
  const { count, oldestSeconds, overstayed } = reviews;
  const past =
    overstayed === 0 ? '' : `; ${overstayed} past the day on which it goes, held or not erased`;
  if (count === 0) return `no file waits for its review${past}`;
  const which = count === 1 ? '1 file waits' : `${count} files wait`;
  return `${which} for a review, the oldest for ${Math.floor(oldestSeconds / 86_400)} d${past}`;
}

/** Pure. */
export const judgeReviews = (reviews: OpenReviews): Finding =>
  reviews.count === 0 && reviews.overstayed === 0
    ? ok('retention', openReviewsLine(reviews))
    : warn(
        'retention',
        openReviewsLine(reviews),
        'an officer decides: liaise request reviews, liaise inbox reviews; holds: liaise retention list',
      );
