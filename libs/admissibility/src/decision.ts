import { isRealState } from '#kernel';
import type { CaseFacts } from './facts/case-facts.js';
import type { Profile, Severity } from './profile/profile.js';
import type { Standing } from './profile/standing.js';
import type { Ruling } from './rule.js';
import type { JudgedWaiver } from './waivers.js';

export const decisions = ['APPROVED', 'NOT_APPROVED', 'PERSON_DECIDES'] as const;
export type Decision = (typeof decisions)[number];

export const decisionGrounds = [
  'PACKAGE_UNREADABLE',
  'VERIFICATION_FAILED',
  'VERIFICATION_OPEN',
  'PROFILE_DRAFT',
  'PROFILE_UNSIGNED',
  'PROFILE_SIGNATURE',
  'RULE_BLOCKS',
  'RULE_UNDECIDED',
  'RULE_FOR_PERSON',
] as const;
export type DecisionGround = (typeof decisionGrounds)[number];

export interface WeighedRuling extends Ruling {
  readonly severity: Severity;
  readonly waiver: number | null;
}

export const weigh = (
  rulings: readonly Ruling[],
  { rules }: Profile,
  waivers: readonly JudgedWaiver[],
): readonly WeighedRuling[] =>
  rulings.map((ruling) => ({
    ...ruling,
    severity: rules[ruling.rule],
    waiver: waivers.find(({ rule, flaw }) => rule === ruling.rule && flaw === null)?.leaf ?? null,
  }));

/**
 * True when both States have test codes (user-assigned in ISO 3166, such as XA). A draft profile then does not prevent
 * approval.
 */
export const isDemo = ({ states }: CaseFacts): boolean =>
  !isRealState(states.own) && !isRealState(states.neighbour);

const ofStanding = {
  DRAFT: 'PROFILE_DRAFT',
  UNSIGNED: 'PROFILE_UNSIGNED',
  SIGNATURE_INVALID: 'PROFILE_SIGNATURE',
} as const satisfies Partial<Record<Standing, DecisionGround>>;

function groundsOf(facts: CaseFacts | undefined, standing: Standing): DecisionGround[] {
  if (facts === undefined) return ['PACKAGE_UNREADABLE'];
  const grounds: DecisionGround[] = [];
  if (facts.exit === 1) grounds.push('VERIFICATION_FAILED');
  if (facts.exit === 2) grounds.push('VERIFICATION_OPEN');
  if (standing !== 'SIGNED' && !(standing === 'DRAFT' && isDemo(facts)))
    grounds.push(ofStanding[standing]);
  return grounds;
}

export interface Decided {
  readonly decision: Decision;
  readonly grounds: readonly DecisionGround[];
}

export function decide(
  rulings: readonly WeighedRuling[],
  facts: CaseFacts | undefined,
  standing: Standing,
): Decided {
  const open = rulings.filter(({ outcome, waiver }) => outcome !== 'pass' && waiver === null);
  const has = (severity: Severity, outcome: 'fail' | 'unknown'): boolean =>
    open.some((each) => each.severity === severity && each.outcome === outcome);
  const blocking = groundsOf(facts, standing);
  if (has('B', 'fail')) blocking.push('RULE_BLOCKS');
  if (has('B', 'unknown')) blocking.push('RULE_UNDECIDED');
  const isForPerson = open.some(({ severity }) => severity === 'H');
  const grounds: DecisionGround[] = [
    ...blocking,
    ...(isForPerson ? (['RULE_FOR_PERSON'] as const) : []),
  ];
  if (blocking.length > 0) return { decision: 'NOT_APPROVED', grounds };
  return { decision: isForPerson ? 'PERSON_DECIDES' : 'APPROVED', grounds };
}
