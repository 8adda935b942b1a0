import type { OutsideOffer } from '#journal';

/**
 * Milliseconds between two offers to a neighbour. The interval is constant, with or without new events, so that witnesses
 * learn nothing about activity.
 */
export const offerEveryMs = 10_000;
const longestPauseMs = 300_000;
// Neighbours answer every ten seconds, with or without news, so following their answers tells an observer nothing of the
// activity. An answer may come a second early; twenty seconds hold one of each neighbour that answers.
const afterAnswerMs = offerEveryMs - 1_000;
const withoutAnswerMs = offerEveryMs * 2;
const lostMs = 60_000;

/**
 * Milliseconds until a witness outside is offered another checkpoint after the offer `last`: 0 if that is due, Infinity while
 * an answer waits to be judged. A neighbour's answer soon after `last` counts after nine seconds, so that delays shrink.
 */
export function untilNextMs(
  last: Pick<OutsideOffer, 'isJudged' | 'isAnswered' | 'neighbourMs' | 'ageMs' | 'failures'>,
): number {
  const { isJudged, isAnswered, neighbourMs, ageMs, failures } = last;
  const left = (pause: number): number => Math.max(0, pause - ageMs);
  if (!isJudged) return isAnswered ? Infinity : left(lostMs);
  if (failures > 0)
    return left(Math.min(offerEveryMs * 2 ** Math.min(failures, 10), longestPauseMs));
  return left((neighbourMs ?? 0) > 0 ? afterAnswerMs : withoutAnswerMs);
}

const mostPollMs = 2_000;

/**
 * Milliseconds until the next look at the offers, of which the first is due in `untilNext`. A fixed interval from one look to
 * the next would find each late offer due with the same delay again.
 */
export const untilLookMs = (untilNext: number): number => Math.min(untilNext, mostPollMs);
