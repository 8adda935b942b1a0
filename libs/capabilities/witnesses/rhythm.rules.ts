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
 * Tells whether a witness outside is offered another checkpoint after the offer `last`. A neighbour's answer that came soon
 * after `last` counts once nine seconds have passed, else whatever waits for the witness would wait ten seconds more.
 */
export function isNextDue(
  last: Pick<OutsideOffer, 'isJudged' | 'isAnswered' | 'neighbourMs' | 'ageMs' | 'failures'>,
): boolean {
  const { isJudged, isAnswered, neighbourMs, ageMs, failures } = last;
  if (!isJudged) return !isAnswered && ageMs >= lostMs;
  if (failures > 0)
    return ageMs >= Math.min(offerEveryMs * 2 ** Math.min(failures, 10), longestPauseMs);
  return ageMs >= ((neighbourMs ?? 0) > 0 ? afterAnswerMs : withoutAnswerMs);
}
