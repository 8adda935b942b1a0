import { sameLimits, standardLimits, type TimeLimits } from '#kernel';
import type { LimitsState } from '#capabilities/deadlines/deadlines.contract';
import type { OpeningDraft } from './draft.js';
import type { Shown } from '../print/style.js';

/**
 * Adds to a request the time limits agreed with the recipient's State (`hold`). Adds nothing for standard limits, for a risk
 * to life, or when the draft states limits. Pure.
 */
export function withLimits(draft: OpeningDraft, hold: TimeLimits = standardLimits): OpeningDraft {
  const { body } = draft;
  const isHeld = 'requestType' in body && body.requestType !== 'RISK_TO_LIFE';
  if (!isHeld || body.timeLimits !== undefined || sameLimits(hold, standardLimits)) return draft;
  return { ...draft, body: { ...body, timeLimits: hold } };
}

const words = ({ urgentDirect, urgentIndirect, other }: TimeLimits): string =>
  `${urgentDirect} h urgent, ${urgentIndirect} h urgent from others, ${other} h other`;

export function limitsLines(
  { hold, ours, theirs, differ }: LimitsState,
  { when }: Pick<Shown, 'when'>,
): string[] {
  const said = (whose: string, limits: LimitsState['ours']): string =>
    limits === null
      ? `${whose}: nothing said, so the standard ones`
      : `${whose}: ${words(limits)}, from ${when(limits.from)}`;
  const isAgreed = !sameLimits(hold, standardLimits);
  const until = isAgreed
    ? 'what was agreed before holds until the newer ones begin, then the standard ones'
    : 'the standard ones hold';
  const isToCome = !differ && ours !== null && !sameLimits(hold, ours);
  return [
    `limits: ${words(hold)}`,
    ...(differ ? [`NOT AGREED: the two States say different limits; ${until}`] : []),
    ...(isToCome ? ['both say other ones, which begin later'] : []),
    ...(differ || isToCome ? [said('ours', ours), said('theirs', theirs)] : []),
  ];
}
