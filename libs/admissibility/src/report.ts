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

/** Report on the admissibility of one package under one profile. */
export interface AdmissibilityReport extends Decided {
  readonly typ: 'liaise-admissibility-report';
  readonly v: 1;
  readonly stage: Stage;
  /** Null where the package does not say. */
  readonly exhibit: string | null;
  /** SHA-512 of the package; null before it is built. */
  readonly sha512: string | null;
  /** As of when it judges. */
  readonly at: Timestamp;
  /** Exit code of the verifier over the package. */
  readonly exit: 0 | 1 | 2;
  readonly profile: Pick<Profile, 'id' | 'version' | 'reviewedBy'> & {
    readonly sha256: Sha256;
    readonly standing: Standing;
  };
  /** Those of the stage, in the order of all 36. */
  readonly rules: readonly WeighedRuling[];
  readonly waivers: readonly JudgedWaiver[];
}

/** Rulings on all 36 rules. A package that cannot be read leaves each of them open. Pure. */
export const judgeRules = (facts: CaseFacts | undefined, profile: Profile): readonly Ruling[] =>
  facts === undefined
    ? ruleIds.map((rule) => ({
        ...{ rule, outcome: 'unknown', code: 'PACKAGE_UNREADABLE' },
        ...{ leaf: null, file: null, offsetMs: null, withheld: 0 },
      }))
    : rules.map((rule) => rule.judge(facts, profile));

/** Question as it was asked: which bytes, as of when, at which stage. */
export interface Asked {
  readonly sha512: string | null;
  readonly at: Date;
  /** The whole, where none is named. */
  readonly stage?: Stage;
}

/** Judges an examined package under a profile. @throws AdmissibilityError PROFILE_INVALID */
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

/** Bytes of a report in their one form: canonical JSON. */
export const reportBytes = (report: AdmissibilityReport): Uint8Array => canonicalJson(report);
