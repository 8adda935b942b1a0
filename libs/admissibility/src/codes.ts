import type { RuleId } from '#capabilities/evidence/evidence.lists';

export { isWaivable, ruleIds, type RuleId } from '#capabilities/evidence/evidence.lists';

const ofFile: readonly RuleId[] = ['CER-01', 'CER-02', 'DEF-01'];

/** Stages of judging a package: before sealing, after sealing; `WHOLE` asks every rule at once. */
export const stages = ['BEFORE', 'AFTER', 'WHOLE'] as const;
export type Stage = (typeof stages)[number];

export function isAsked(rule: RuleId, stage: Stage): boolean {
  if (stage === 'WHOLE') return true;
  if (ofFile.includes(rule)) return stage === 'AFTER';
  return stage === 'BEFORE' || /^(?:INT|LOG|TIM)-/.test(rule);
}

export const outcomes = ['pass', 'fail', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];

export const rulingCodes = {
  FILE_CHANGED: 'fail',
  SEAL_INVALID: 'fail',
  HASH_DIFFERS: 'fail',
  SIGNATURE_INVALID: 'fail',
  CERTIFICATE_DIFFERS: 'fail',
  ENVELOPE_DIFFERS: 'fail',
  RECIPIENT_DIFFERS: 'fail',
  DIRECTORY_INVALID: 'fail',
  KEY_UNCERTIFIED: 'fail',
  ENVELOPE_UNSIGNED: 'fail',
  OFFICE_DIFFERS: 'fail',
  KEY_REVOKED: 'fail',
  DATED_BACK: 'fail',
  CHAIN_BROKEN: 'fail',
  LEAF_INVALID: 'fail',
  COUNT_DIFFERS: 'fail',
  COMPARISON_OPEN: 'fail',
  NEIGHBOUR_DIFFERS: 'fail',
  RECEIPT_INVALID: 'fail',
  ACCESS_NAMELESS: 'fail',
  PURPOSE_NONE: 'fail',
  DAY_UNCOMPARED: 'fail',
  INCLUSION_INVALID: 'fail',
  LOG_UNSIGNED: 'fail',
  WITNESS_INVALID: 'fail',
  CONSISTENCY_INVALID: 'fail',
  FORK: 'fail',
  TOKEN_NONE: 'fail',
  TOKEN_INVALID: 'fail',
  REVOCATION_UNKEPT: 'fail',
  BRACKET_WIDE: 'fail',
  OFFSET_WIDE: 'fail',
  CLOCK_DIFFERS: 'fail',
  CONSENT_NONE: 'fail',
  CONSENT_OTHER: 'fail',
  ITEM_RECALLED: 'fail',
  CONSENT_OVER: 'fail',
  REQUEST_NONE: 'fail',
  REQUEST_INCOMPLETE: 'fail',
  ANSWER_NONE: 'fail',
  ITEM_UNLISTED: 'fail',
  NOTICE_NONE: 'fail',
  VERIFY_FAILS: 'fail',
  CERTIFICATE_UNREADABLE: 'fail',
  CERTIFICATE_UNSEALED: 'fail',
  CERTIFICATE_OTHER: 'fail',
  CERTIFICATE_PROFILE: 'fail',
  METHOD_DIFFERS: 'fail',
  HASHES_DIFFER: 'fail',
  VERSIONS_DIFFER: 'fail',
  HEALTH_GAP: 'fail',
  HEALTH_INVALID: 'fail',
  HEALTH_DIFFERS: 'fail',

  PACKAGE_UNREADABLE: 'unknown',
  FILE_MISSING: 'unknown',
  STATEMENT_UNSEEN: 'unknown',
  NOT_JUDGED: 'unknown',
  DIRECTORY_OPEN: 'unknown',
  END_UNEXPLAINED: 'unknown',
  TIME_OPEN: 'unknown',
  LEAF_OPEN: 'unknown',
  MESSAGE_MISSING: 'unknown',
  ERASURE_MISSING: 'unknown',
  COMPARISONS_UNSEEN: 'unknown',
  NUMBER_UNCOMPARED: 'unknown',
  RECEIPT_NONE: 'unknown',
  NEIGHBOUR_UNSEEN: 'unknown',
  ENVELOPE_UNSTATED: 'unknown',
  BASIS_NONE: 'unknown',
  ALARMS_UNSEEN: 'unknown',
  TSA_UNKNOWN: 'unknown',
  TOKEN_EXPIRED: 'unknown',
  BRACKET_OPEN: 'unknown',
  OFFSET_UNKNOWN: 'unknown',
  OFFSET_UNSURE: 'unknown',
  PROCEEDINGS_NONE: 'unknown',
  HANDLING_CHANGED: 'unknown',
  THIRD_STATE: 'unknown',
  VERIFY_OPEN: 'unknown',
  TOOLS_OTHER: 'unknown',
  SESSION_KEYS_UNSHOWN: 'unknown',
  ALGORITHMS_UNDATED: 'unknown',
  DERIVATIONS_UNRECORDED: 'unknown',
  CHANGES_UNRECORDED: 'unknown',
  RESTRICTIONS_UNDECIDED: 'unknown',
  COERCION_UNASKED: 'unknown',
  SCREENS_UNASKED: 'unknown',
  CERTIFICATE_NONE: 'unknown',
  CERTIFIER_UNKNOWN: 'unknown',
  CONCLUSORY_UNASKED: 'unknown',
  HEALTH_EARLY: 'unknown',
  HEALTH_UNPACKED: 'unknown',
  HEALTH_UNTOLD: 'unknown',
  REVIEW_NONE: 'unknown',
  NOTE_NONE: 'unknown',

  AS_OF_PACKAGE: 'pass',
  NO_ACCESS_SHOWN: 'pass',
  PURPOSE_BY_PERSON: 'pass',
  NO_ITEM_OF_OTHERS: 'pass',
  NOT_DEMANDED: 'pass',
  HEALTH_FAULTS: 'pass',
} as const satisfies Readonly<Record<string, Outcome>>;
export type RulingCode = keyof typeof rulingCodes;

type CodeFor<O extends Outcome> = {
  [C in RulingCode]: (typeof rulingCodes)[C] extends O ? C : never;
}[RulingCode];
export type FlawCode = CodeFor<'fail' | 'unknown'>;
export type NoteCode = CodeFor<'pass'>;
