import { call, OfThread, One, packaging, Parsed, Part, purposeful, ReadOfThread } from '#contract';
import {
  type RuleId,
  ruleIds,
  type WaiverReason,
  waiverReasons,
  type WithdrawalReason,
  withdrawalReasons,
} from '#capabilities/evidence/evidence.lists';
import {
  parseOfficerId,
  parseSha256,
  parseTimestamp,
  type OfficerId,
  type Sha256,
  type Timestamp,
} from '#kernel';
import { mostWaivers } from './waivers.lists.js';

const profileWords =
  'SHA-256 of the bytes of the profile of rules: a waiver counts under this profile alone.';

export class WaiverView {
  @One(ruleIds, { description: 'Which rule.' })
  readonly rule: RuleId;
  @Parsed(parseSha256, { description: profileWords })
  readonly profile: Sha256;
  @One(waiverReasons, { description: 'Why it is waived.' })
  readonly reason: WaiverReason;
  @Parsed(parseOfficerId, { description: 'Who waived it.' })
  readonly officer: OfficerId;
  @Parsed(parseTimestamp)
  readonly waivedAt: Timestamp;
  @Parsed(parseTimestamp, { nullable: true, description: 'Null as long as it is in force.' })
  readonly endedAt: Timestamp | null;
  @Parsed(parseOfficerId, { nullable: true, description: 'Who took it back, or waived it anew.' })
  readonly endedBy: OfficerId | null;
  @One([...withdrawalReasons, 'SUPERSEDED'], {
    nullable: true,
    description: 'Why it ended. `SUPERSEDED`: the rule was waived anew.',
  })
  readonly endReason: WithdrawalReason | 'SUPERSEDED' | null;
}

export class WaiverList {
  @Part(() => WaiverView, { list: mostWaivers, description: 'Newest first.' })
  readonly waivers: readonly WaiverView[];
}

export class WaiverAsk extends OfThread {
  @One(ruleIds, { description: 'INT, LOG and CON-01 are never waived.' })
  readonly rule: RuleId;
  @Parsed(parseSha256, { description: profileWords })
  readonly profile: Sha256;
  @One(waiverReasons, { description: 'Why it is waived.' })
  readonly reason: WaiverReason;
}

export class WaiverWithdrawal extends OfThread {
  @One(ruleIds, { description: 'Which rule.' })
  readonly rule: RuleId;
  @Parsed(parseSha256, { description: profileWords })
  readonly profile: Sha256;
  @One(withdrawalReasons, { description: 'Why the waiver is taken back.' })
  readonly reason: WithdrawalReason;
}

const write = { requests: packaging, inbox: packaging };
const right = purposeful(packaging);

export const waiveRule = call('rule-waive', WaiverAsk, WaiverView, write);
export const withdrawWaiver = call('waiver-withdraw', WaiverWithdrawal, WaiverView, write);
export const listWaivers = call('waivers', ReadOfThread, WaiverList, {
  ...{ requests: right, inbox: right },
});

export const waiverCalls = [waiveRule, withdrawWaiver, listWaivers];
