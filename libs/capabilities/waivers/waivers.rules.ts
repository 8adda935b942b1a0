import { phrase, type Compartment } from '#kernel';
import { isWaivable, type RuleId } from '#capabilities/evidence/evidence.lists';
import { ExchangeError } from '#threads';
import { mostWaivers } from './waivers.lists.js';

export interface WaiverAsked {
  readonly rule: RuleId;
  readonly compartment: Compartment;
  readonly ofThread: number;
}

export function waiverRefusal(asked: WaiverAsked): ExchangeError | undefined {
  if (!isWaivable(asked.rule)) return new ExchangeError('RULE_UNWAIVABLE', asked.rule);
  if (asked.compartment !== 'ENFORCEMENT')
    return new ExchangeError('PACKAGE_IMPOSSIBLE', asked.compartment);
  return asked.ofThread >= mostWaivers
    ? new ExchangeError('WAIVERS_SPENT', phrase`${mostWaivers} of this thread`)
    : undefined;
}
