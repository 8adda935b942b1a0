import { waiverReasons } from '#capabilities/evidence/evidence.lists';
import { decidingRoles, type Sha256 } from '#kernel';
import { isWaivable, type RuleId, ruleIds } from './codes.js';
import type { CaseFacts, LeafFact, WaiverFact } from './facts/case-facts.js';

export const waiverFlaws = [
  'WAIVER_FORM',
  'RULE_UNWAIVABLE',
  'WAIVER_PROFILE',
  'WAIVER_SIGNER',
  'WAIVER_WITHDRAWN',
  'WAIVER_SUPERSEDED',
] as const;
export type WaiverFlaw = (typeof waiverFlaws)[number];

export interface JudgedWaiver {
  readonly leaf: number;
  readonly rule: RuleId | null;
  readonly reason: string | null;
  readonly flaw: WaiverFlaw | null;
}

const ruleIn = (value: unknown): RuleId | null => ruleIds.find((id) => id === value) ?? null;

function flawOf({ leaf, roles }: WaiverFact, profile: Sha256): WaiverFlaw | null {
  const { data, reason } = leaf;
  const rule = ruleIn(data['rule']);
  if (rule === null || !waiverReasons.some((each) => each === reason)) return 'WAIVER_FORM';
  if (!isWaivable(rule)) return 'RULE_UNWAIVABLE';
  if (data['profile'] !== profile) return 'WAIVER_PROFILE';
  return roles.some((role) => decidingRoles.some((each) => each === role)) ? null : 'WAIVER_SIGNER';
}

const isOfSame = (a: LeafFact, b: LeafFact): boolean =>
  a.data['rule'] === b.data['rule'] && a.data['profile'] === b.data['profile'];

function endOf(
  { leaf }: WaiverFact,
  { waivers, withdrawals }: CaseFacts,
  profile: Sha256,
): WaiverFlaw | null {
  if (withdrawals.some((each) => each.index > leaf.index && isOfSame(each, leaf)))
    return 'WAIVER_WITHDRAWN';
  const later = waivers.some(
    (each) =>
      each.leaf.index > leaf.index && isOfSame(each.leaf, leaf) && flawOf(each, profile) === null,
  );
  return later ? 'WAIVER_SUPERSEDED' : null;
}

/** Judges the package's waivers. Of several valid waivers of a rule, the latest counts. */
export const judgeWaivers = (facts: CaseFacts, profile: Sha256): readonly JudgedWaiver[] =>
  facts.waivers.map((waiver) => ({
    leaf: waiver.leaf.index,
    rule: ruleIn(waiver.leaf.data['rule']),
    reason: waiverReasons.find((each) => each === waiver.leaf.reason) ?? null,
    flaw: flawOf(waiver, profile) ?? endOf(waiver, facts, profile),
  }));
