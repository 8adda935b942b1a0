import { say } from '#language/console';
import { sayCount } from '#language/count';
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
  if (reviews === undefined) return say('health.unknown');
  const { count, oldestSeconds, overstayed, stopped } = reviews;
  const past = [
    overstayed === 0 ? '' : say('reviews.pastDayGoesHeld', { overstayed }),
    stopped === 0 ? '' : say('reviews.notErasedBeforeDecision', { stopped }),
  ].join('');
  if (count === 0) return say('reviews.noFileWaitsReview', { past });
  const which = sayCount('reviews.which', { count });
  return say('reviews.reviewOldest', {
    which,
    oldestSeconds: Math.floor(oldestSeconds / 86_400),
    past,
  });
}

export const judgeReviews = (reviews: OpenReviews): Finding =>
  reviews.count === 0 && reviews.overstayed === 0 && reviews.stopped === 0
    ? ok(say('reviews.retention'), openReviewsLine(reviews))
    : warn(
        say('reviews.retention'),
        openReviewsLine(reviews),
        say('reviews.officerDecidesLiaiseRequest'),
      );
