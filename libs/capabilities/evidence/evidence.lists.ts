/** Code lists of evidential use and of mutual legal assistance. Sources: UN Convention against Transnational Organized Crime, art. 18. */

/**
 * Within how many hours after the document that made its purpose evidential arrived the other State of a thread has its notice that
 * the central authority knows. No convention sets a time: a day, as the answer to a recall has, so that the authority that the
 * formal request goes through hears of it before that is drawn up; where a life is at risk the 8 hours of an urgent request.
 */
export const noticeHours = { life: 8, other: 24 } as const;

/** Scopes of a consent to evidential use, from the narrowest. */
export const consentScopes = [
  'INTELLIGENCE_ONLY',
  'INVESTIGATION',
  'NAMED_PROCEEDINGS',
  'ANY_CRIMINAL_PROCEEDINGS',
] as const;
export type ConsentScope = (typeof consentScopes)[number];

/** Scopes that allow use as evidence. */
export const evidentialScopes = [
  'NAMED_PROCEEDINGS',
  'ANY_CRIMINAL_PROCEEDINGS',
] as const satisfies readonly ConsentScope[];

export const consentOutcomes = ['GRANTED', 'LIMITED', 'REFUSED'] as const;
export type ConsentOutcome = (typeof consentOutcomes)[number];

/** Whether the consent came with the information, or when it was asked for or thought better of. */
export const consentTimes = ['WITH_SUPPLY', 'LATER'] as const;

/**
 * Proceedings that an item is to be used in (art. 18(15)(b)). `OTHER` is whatever is not about a criminal offence: administrative and civil
 * proceedings, and those about the stay or the return of a person.
 */
export const proceedingsKinds = [
  'INVESTIGATION',
  'PROSECUTION',
  'JUDICIAL_PROCEEDING',
  'OTHER',
] as const;

/** When the provider is told of exculpatory material, and that it wants to be consulted first (art. 18(5), (19)). */
export const exculpatoryStages = [
  'BEFORE_DISCLOSURE',
  'AFTER_DISCLOSURE',
  'CONSULTATION_REQUESTED',
] as const;
export type ExculpatoryStage = (typeof exculpatoryStages)[number];

/** Types of assistance (art. 18(3)(a) to (i)), with those that practice names beside them. */
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

/** Outcomes of a formal request. */
export const formalOutcomes = ['ACKNOWLEDGED', 'POSTPONED', 'EXECUTED', 'REFUSED'] as const;
export type FormalOutcome = (typeof formalOutcomes)[number];

/** Grounds of refusal: art. 18(21)(a) to (d), and dual criminality, art. 18(9). */
export const assistanceRefusalGrounds = [
  'NOT_CONFORM',
  'SOVEREIGNTY_SECURITY_ORDRE_PUBLIC',
  'PROHIBITED_BY_DOMESTIC_LAW_SIMILAR_OFFENCE',
  'CONTRARY_TO_LEGAL_SYSTEM',
  'DUAL_CRIMINALITY',
] as const;

/**
 * Debts of one State to the other in a thread that is about evidence: the answer to a request for consent; the notice that its
 * central authority knows; the notice that an item speaks for an accused person.
 */
export const evidenceOwed = [
  'EVIDENCE_CONSENT',
  'CENTRAL_AUTHORITY_NOTICE',
  'EXCULPATORY_NOTICE',
] as const;
export type EvidenceOwed = (typeof evidenceOwed)[number];

/** A page ends where all about one document was told: a few rows more than were asked for. */
export const mostOwedOfPage = 110;

/** The 36 rules by which material that was exchanged informally may be put before a court, in the order of a report. */
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

/** Nobody waives integrity, the log, or the consent of the State that said it. */
export const isWaivable = (rule: RuleId): boolean => !/^(INT|LOG)-/.test(rule) && rule !== 'CON-01';

/** Why a rule is waived: no words of a case, so that whoever reads the entry may know. */
export const waiverReasons = ['SHOWN_OTHERWISE', 'NOT_DEMANDED_BY_COURT', 'OUT_OF_REACH'] as const;
export type WaiverReason = (typeof waiverReasons)[number];

/** Why a waiver is taken back. */
export const withdrawalReasons = ['MISTAKEN', 'DEMANDED_BY_COURT', 'MET_SINCE'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];
