import { sameLimits, standardLimits, type TimeLimits } from '#kernel';
import type { LimitsState } from '#capabilities/deadlines/deadlines.contract';
import { say } from '#language/console';
import type { OpeningDraft } from './draft.js';
import type { Shown } from '../print/style.js';

/**
 * Adds the time limits agreed with the neighbour (`hold`) to a request without own limits. Skips standard limits and requests
 * about a risk to life. Pure.
 */
export function withLimits(draft: OpeningDraft, hold: TimeLimits = standardLimits): OpeningDraft {
  const { body } = draft;
  const isHeld = 'requestType' in body && body.requestType !== 'RISK_TO_LIFE';
  if (!isHeld || body.timeLimits !== undefined || sameLimits(hold, standardLimits)) return draft;
  return { ...draft, body: { ...body, timeLimits: hold } };
}

const words = ({ urgentDirect, urgentIndirect, other }: TimeLimits): string =>
  say('composeLimits.words', { urgentDirect, urgentIndirect, other });

export function limitsLines(
  { hold, ours, theirs, differ }: LimitsState,
  { when }: Pick<Shown, 'when'>,
): string[] {
  const said = (whose: string, limits: LimitsState['ours']): string =>
    limits === null
      ? say('composeLimits.nothingSaidStandardOnes', { whose })
      : say('composeLimits.from', { whose, limits: words(limits), from: when(limits.from) });
  const isAgreed = !sameLimits(hold, standardLimits);
  const until = isAgreed
    ? say('composeLimits.whatAgreedBeforeHolds')
    : say('composeLimits.standardOnesHold');
  const isToCome = !differ && ours !== null && !sameLimits(hold, ours);
  return [
    say('composeLimits.limits', { hold: words(hold) }),
    ...(differ ? [say('composeLimits.notAgreedTwoStates', { until })] : []),
    ...(isToCome ? [say('composeLimits.bothSayOtherOnes')] : []),
    ...(differ || isToCome
      ? [said(say('composeLimits.ours'), ours), said(say('composeLimits.theirs'), theirs)]
      : []),
  ];
}
