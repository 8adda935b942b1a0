import { isWaivable, type RuleId } from '#capabilities/evidence/evidence.lists';
import type { Compartment } from '#kernel';
import { ExchangeError } from '#threads';
import { mostWaivers } from './waivers.lists.js';

/** Facts by which an ask to waive a rule is judged. */
export interface WaiverAsked {
  readonly rule: RuleId;
  readonly compartment: Compartment;
  /** Waivers of the thread, ever. */
  readonly ofThread: number;
}

/** Why a rule is not waived; undefined: it is. Whether the officer reads the thread was judged before. Pure. */
export function waiverRefusal(asked: WaiverAsked): ExchangeError | undefined {
  if (!isWaivable(asked.rule)) return new ExchangeError('RULE_UNWAIVABLE', asked.rule);
  if (asked.compartment !== 'ENFORCEMENT')
    return new ExchangeError('PACKAGE_IMPOSSIBLE', asked.compartment);
  return asked.ofThread >= mostWaivers
    ? new ExchangeError('WAIVERS_SPENT', `${mostWaivers} of this thread`)
    : undefined;
}
