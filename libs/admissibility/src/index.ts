export {
  isAsked,
  isWaivable,
  type Outcome,
  type RuleId,
  ruleIds,
  type RulingCode,
  rulingCodes,
  type Stage,
} from './codes.js';
export type { Decision, DecisionGround, WeighedRuling } from './decision.js';
export { type AdmissibilityCode, admissibilityCodes, AdmissibilityError } from './errors.js';
export type { AlarmFact, CertificateFact, ComparisonFact, HealthFact } from './facts/case-facts.js';
export { packageHealth } from './facts/health-facts.js';
export { type HealthSummary, mostSummed } from './health.js';
export type { Besides } from './facts/load-facts.js';
export { builtInProfiles, draftProfile } from './profile/built-in.js';
export {
  type CertificateLanguage,
  certificateLanguages,
  type CertificateText,
  parseProfile,
  type Profile,
  profileBytes,
  type Severity,
} from './profile/profile.js';
export { type GivenProfile, isSignedAt, type Standing, standingOf } from './profile/standing.js';
export { type AdmissibilityReport, assess, reportBytes } from './report.js';
export { decodeReport } from './report-form.js';
export { reportSummary, reportText } from './report-text.js';
