import { timestamp, type Sha256, type Timestamp } from '#kernel';
import type { Examined } from '#package';
import { canonicalJson, sha256 } from '#wire';
import { isAsked, ruleIds, type Stage } from './codes.js';
import { decide, type Decided, weigh, type WeighedRuling } from './decision.js';
import type { CaseFacts } from './facts/case-facts.js';
import { type Besides, loadFacts } from './facts/load-facts.js';
import { parseProfile, type Profile } from './profile/profile.js';
import { type GivenProfile, type Standing, standingOf } from './profile/standing.js';
import type { Ruling } from './rule.js';
import { rules } from './rules/rules.js';
import { judgeWaivers, type JudgedWaiver } from './waivers.js';

export interface AdmissibilityReport extends Decided {
  readonly typ: 'liaise-admissibility-report';
  readonly v: 1;
  readonly stage: Stage;
  readonly exhibit: string | null;
  readonly sha512: string | null;
  readonly at: Timestamp;
  readonly exit: 0 | 1 | 2;
  readonly profile: Pick<Profile, 'id' | 'version' | 'reviewedBy'> & {
    readonly sha256: Sha256;
    readonly standing: Standing;
  };
  readonly rules: readonly WeighedRuling[];
  readonly waivers: readonly JudgedWaiver[];
}

export const judgeRules = (facts: CaseFacts | undefined, profile: Profile): readonly Ruling[] =>
  facts === undefined
    ? ruleIds.map((rule) => ({
        ...{ rule, outcome: 'unknown', code: 'PACKAGE_UNREADABLE' },
        ...{ leaf: null, file: null, offsetMs: null, withheld: 0 },
      }))
    : rules.map((rule) => rule.judge(facts, profile));

export interface Asked {
  readonly sha512: string | null;
  readonly at: Date;
  readonly stage?: Stage;
}

export async function assess(
  examined: Examined,
  given: GivenProfile,
  { sha512, at, stage = 'WHOLE' }: Asked,
  besides?: Partial<Besides>,
): Promise<AdmissibilityReport> {
  const profile = parseProfile(given.bytes);
  const facts = await loadFacts(examined, besides);
  const standing = await standingOf(profile, given, examined.facts);
  const hash = sha256(given.bytes);
  const waivers = facts === undefined ? [] : judgeWaivers(facts, hash);
  const rulings = judgeRules(facts, profile).filter(({ rule }) => isAsked(rule, stage));
  const weighed = weigh(rulings, profile, waivers);
  const { id, version, reviewedBy } = profile;
  return {
    ...{ typ: 'liaise-admissibility-report', v: 1, stage, exhibit: examined.report.exhibit },
    ...{ sha512, at: timestamp(at), exit: examined.report.exit },
    profile: { id, version, reviewedBy, sha256: hash, standing },
    ...decide(weighed, facts, standing),
    ...{ rules: weighed, waivers },
  };
}

export const reportBytes = (report: AdmissibilityReport): Uint8Array => canonicalJson(report);
