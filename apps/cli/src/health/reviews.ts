import type { AuditBeat } from './audit-beat.js';
import { ok, warn, type Finding } from './finding.js';

export interface OpenReviews {
  readonly count: number;
  readonly oldestSeconds: number;
  readonly overstayed: number;
  readonly stopped: number;
}

export function openReviewsOf({ metrics }: Pick<AuditBeat, 'metrics'>): OpenReviews | undefined {
  const {
    'retention.count': count,
    'retention.oldestSeconds': oldestSeconds,
    'retention.overstayed': overstayed,
    'retention.stopped': stopped,
  } = metrics;
  return count === undefined ||
    oldestSeconds === undefined ||
    overstayed === undefined ||
    stopped === undefined
    ? undefined
    : { count, oldestSeconds, overstayed, stopped };
}

export function openReviewsLine(reviews: OpenReviews | undefined): string {
  if (reviews === undefined) return 'unknown';
  const { count, oldestSeconds, overstayed, stopped } = reviews;
  const past = [
    overstayed === 0 ? '' : `; ${overstayed} past the day on which it goes, held or not erased`,
    stopped === 0 ? '' : `; ${stopped} not erased before a decision on hold: the case is open`,
  ].join('');
  if (count === 0) return `no file waits for its review${past}`;
  const which = count === 1 ? '1 file waits' : `${count} files wait`;
  return `${which} for a review, the oldest for ${Math.floor(oldestSeconds / 86_400)} d${past}`;
}

export const judgeReviews = (reviews: OpenReviews): Finding =>
  reviews.count === 0 && reviews.overstayed === 0 && reviews.stopped === 0
    ? ok('retention', openReviewsLine(reviews))
    : warn(
        'retention',
        openReviewsLine(reviews),
        'an officer decides: liaise request reviews, liaise inbox reviews; holds: liaise retention list, hold, lift',
      );
