/**
 * Hours until a `central-authority-notice` is due, from delivery of the document that requires the notice. `life` applies to
 * a risk to life.
 */
export const noticeHours = { life: 8, other: 24 } as const;

export const consentScopes = [
  'INTELLIGENCE_ONLY',
  'INVESTIGATION',
  'NAMED_PROCEEDINGS',
  'ANY_CRIMINAL_PROCEEDINGS',
] as const;
export type ConsentScope = (typeof consentScopes)[number];

export const evidentialScopes = [
  'NAMED_PROCEEDINGS',
  'ANY_CRIMINAL_PROCEEDINGS',
] as const satisfies readonly ConsentScope[];

export const consentOutcomes = ['GRANTED', 'LIMITED', 'REFUSED'] as const;
export type ConsentOutcome = (typeof consentOutcomes)[number];

export const consentTimes = ['WITH_SUPPLY', 'LATER'] as const;

/**
 * Proceedings in which an item is used (UN Convention art. 18(15)(b)). `OTHER`: administrative, civil, residence or return
 * proceedings.
 */
export const proceedingsKinds = [
  'INVESTIGATION',
  'PROSECUTION',
  'JUDICIAL_PROCEEDING',
  'OTHER',
] as const;

export const exculpatoryStages = [
  'BEFORE_DISCLOSURE',
  'AFTER_DISCLOSURE',
  'CONSULTATION_REQUESTED',
] as const;
export type ExculpatoryStage = (typeof exculpatoryStages)[number];

/** Types of assistance: UN Convention art. 18(3)(a) to (i), and further types from practice. */
export const assistanceTypes = [
  'TAKE_EVIDENCE_STATEMENTS',
  'SERVE_DOCUMENTS',
  'SEARCH_SEIZE_FREEZE',
  'EXAMINE_OBJECTS_SITES',
  'INFORMATION_EVIDENCE_EXPERT',
  'ORIGINALS_CERTIFIED_COPIES',
  'TRACE_PROCEEDS',
  'VOLUNTARY_APPEARANCE',
  'OTHER',
  'PRESERVE_DATA',
  'ACCESS_STORED_DATA',
  'REAL_TIME_TRAFFIC',
  'VIDEO_HEARING',
  'TRANSFER_PROCEEDINGS',
  'JOINT_INVESTIGATION',
  'CONTROLLED_DELIVERY',
] as const;

export const formalOutcomes = ['ACKNOWLEDGED', 'POSTPONED', 'EXECUTED', 'REFUSED'] as const;
export type FormalOutcome = (typeof formalOutcomes)[number];

/** Grounds of refusal: UN Convention art. 18(21)(a) to (d), and dual criminality (art. 18(9)). */
export const assistanceRefusalGrounds = [
  'NOT_CONFORM',
  'SOVEREIGNTY_SECURITY_ORDRE_PUBLIC',
  'PROHIBITED_BY_DOMESTIC_LAW_SIMILAR_OFFENCE',
  'CONTRARY_TO_LEGAL_SYSTEM',
  'DUAL_CRIMINALITY',
] as const;

export const evidenceOwed = [
  'EVIDENCE_CONSENT',
  'CENTRAL_AUTHORITY_NOTICE',
  'EXCULPATORY_NOTICE',
] as const;
export type EvidenceOwed = (typeof evidenceOwed)[number];

/** Maximum number of rows on a page: 100, plus ten more about the last document. */
export const mostOwedOfPage = 110;

export const ruleIds = [
  ...(['INT-01', 'INT-02', 'INT-03', 'INT-04', 'INT-05', 'INT-06'] as const),
  ...(['KEY-01', 'KEY-02', 'KEY-03', 'KEY-04'] as const),
  ...(['CUS-01', 'CUS-02', 'CUS-03', 'CUS-04', 'CUS-05', 'CUS-06'] as const),
  ...(['LOG-01', 'LOG-02', 'LOG-03', 'TIM-01', 'TIM-02', 'TIM-03'] as const),
  ...(['CON-01', 'CON-02', 'CON-03'] as const),
  ...(['FRM-01', 'FRM-02', 'FRM-03', 'FRM-04', 'FRM-05'] as const),
  ...(['CER-01', 'CER-02', 'CER-03', 'DEF-01', 'DEF-02', 'DPR-01'] as const),
] as const;
export type RuleId = (typeof ruleIds)[number];

/** Tells whether a rule may be waived: all but the rules on integrity, on the log and on originator consent (`CON-01`). */
export const isWaivable = (rule: RuleId): boolean => !/^(INT|LOG)-/.test(rule) && rule !== 'CON-01';

/** Reasons for a waiver. The reasons are fixed codes without free text, because every reader of the log sees the reason. */
export const waiverReasons = ['SHOWN_OTHERWISE', 'NOT_DEMANDED_BY_COURT', 'OUT_OF_REACH'] as const;
export type WaiverReason = (typeof waiverReasons)[number];

export const withdrawalReasons = ['MISTAKEN', 'DEMANDED_BY_COURT', 'MET_SINCE'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];
