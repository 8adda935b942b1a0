/** Code lists of the field. Sources: Directive (EU) 2023/977, Europol handling and evaluation codes, TLP 2.0, Smuggling Protocol. */

/** `DATA_PROTECTION`: what data protection officers ask each other; no desk has it, and no desk's data is in it. */
export const compartments = ['ENFORCEMENT', 'PROTECTION', 'DATA_PROTECTION'] as const;
export type Compartment = (typeof compartments)[number];

/** Purposes an officer of a desk states when sending and when reading (Directive (EU) 2023/977 art. 1; rescue is ours). */
export const deskPurposes = ['PREVENTION', 'DETECTION', 'INVESTIGATION', 'SAFETY_OF_LIFE'] as const;
export type DeskPurpose = (typeof deskPurposes)[number];
/** Purposes of data protection officers alone: a person's rights are answered (Directive (EU) 2016/680 art. 12 to 17). */
export const subjectPurposes = ['DATA_SUBJECT_RIGHTS'] as const;
/** Purposes of a document of any kind. */
export const purposes = [...deskPurposes, ...subjectPurposes] as const;
export type Purpose = (typeof purposes)[number];

/** Europol handling codes; H3 needs text in `restrictions`. */
export const handlingCodes = ['H0', 'H1', 'H2', 'H3'] as const;
export type HandlingCode = (typeof handlingCodes)[number];

/** 4x4 evaluation: reliability of the source, accuracy of the information. Unassessed is X4. */
export const sourceCodes = ['A', 'B', 'C', 'X'] as const;
export const informationCodes = ['1', '2', '3', '4'] as const;
export type SourceCode = (typeof sourceCodes)[number];
export type InformationCode = (typeof informationCodes)[number];

/** TLP 2.0, from the freest: an optional mark beside the handling codes. */
export const trafficLights = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type TrafficLight = (typeof trafficLights)[number];

/** Markings of classified information, from the lowest; a State's own and the Union's words map to them. */
export const classifications = [
  'UNCLASSIFIED',
  'RESTRICTED',
  'CONFIDENTIAL',
  'SECRET',
  'TOP_SECRET',
] as const;
export type Classification = (typeof classifications)[number];

/** Urgency grounds, Directive (EU) 2023/977 art. 2 and 5: urgent is impossible without one of them. */
export const urgencyGrounds = [
  'THREAT_PUBLIC_SECURITY',
  'THREAT_LIFE_INTEGRITY',
  'DEPRIVATION_OF_LIBERTY_DECISION',
  'LOSS_OF_RELEVANCE',
] as const;

/** Refusal grounds, Directive (EU) 2023/977 art. 6(1) a to h. */
export const refusalGrounds = [
  'NOT_AVAILABLE',
  'REQUEST_NOT_COMPLIANT',
  'JUDICIAL_AUTHORISATION_REFUSED',
  'PERSONAL_DATA_OUTSIDE_CATEGORIES',
  'INACCURATE_INCOMPLETE_OUTDATED',
  'NATIONAL_SECURITY',
  'ONGOING_INVESTIGATION_OR_SAFETY',
  'LEGAL_PERSON_INTERESTS',
  'OFFENCE_MAX_ONE_YEAR_OR_LESS',
  'NOT_AN_OFFENCE',
  'THIRD_STATE_ORIGIN_NO_CONSENT',
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

/** Categories of data subject (Europol Regulation Annex II B; the last four are ours). */
export const subjectCategories = [
  'SUSPECT_OR_CONVICTED',
  'FUTURE_OFFENDER_INDICATIONS',
  'WITNESS',
  'VICTIM',
  'CONTACT_ASSOCIATE',
  'INFORMANT',
  'SMUGGLED_MIGRANT',
  'VULNERABLE_MIGRANT',
  'UNACCOMPANIED_CHILD',
  'RESCUE_SUBJECT',
] as const;
export type SubjectCategory = (typeof subjectCategories)[number];

/** Categories that say of a person that it committed, or will commit, an offence. */
export const suspectCategories: readonly SubjectCategory[] = [
  'SUSPECT_OR_CONVICTED',
  'FUTURE_OFFENDER_INDICATIONS',
];

/**
 * Offences that a person is suspected of: articles of the Smuggling Protocol (6(1)(a), (b)(i), (b)(ii), (c)) and of the Convention
 * (5, 6, 8, 23), trafficking, any other offence. The last is no offence that makes a suspect: it is to have been smuggled
 * (Protocol art. 5).
 */
export const subjectOffences = [
  'SOM_3A_6_1_A',
  'SOM_6_1_B_I',
  'SOM_6_1_B_II',
  'SOM_6_1_C',
  'ORGANISED_CRIMINAL_GROUP',
  'LAUNDERING',
  'CORRUPTION',
  'OBSTRUCTION_OF_JUSTICE',
  'TRAFFICKING_IN_PERSONS',
  'OTHER_OFFENCE',
  'OWN_SMUGGLED_ENTRY_OR_STAY',
] as const;

/**
 * Powers of the asked State that an ask needs, or by which an answer was got (UN Convention art. 18(3), (8)): by most laws not
 * to be had between officers. Whoever writes says so; it is not found in the words.
 */
export const powers = [
  'COERCIVE_MEASURE',
  'SEARCH_SEIZURE',
  'ASSET_FREEZING',
  'BANK_DATA',
  'INTERCEPTION',
  'TRAFFIC_DATA',
  'STORED_CONTENT',
  'STATEMENT_FOR_COURT',
  'JUDICIAL_RECORD',
] as const;
export type Power = (typeof powers)[number];

/** Reasons not to copy a document to the national contact points: Directive (EU) 2023/977 art. 4(2), and nothing else. */
export const copyExceptions = [
  'SENSITIVE_INVESTIGATION',
  'TERRORISM_NON_CRISIS',
  'SAFETY_OF_PERSON',
] as const;
export type CopyException = (typeof copyExceptions)[number];

/**
 * Roles that a registrar's signed entry may give an officer. The central authority of UN Convention art. 18(13), and a
 * prosecutor or judge, alone decide on evidential use and sign formal requests.
 */
export const roles = [
  'LIAISON_OFFICER',
  'DUTY_OFFICER',
  'CENTRAL_AUTHORITY',
  'JUDICIAL_AUTHORITY',
  'AUDITOR',
  'ADMINISTRATOR',
  /** Opens the record of what was not copied to the contact point, and nothing else. */
  'SUPERVISOR',
  /**
   * Looks for what the State keeps of a person who asks, in the files of all its authorities, and reads none of them; asks the
   * same of a neighbour's, and answers it.
   */
  'DATA_PROTECTION_OFFICER',
] as const;
export type Role = (typeof roles)[number];

/** Roles that decide on evidential use and sign formal requests, at either desk; they take no thread in hand. */
export const decidingRoles = [
  'CENTRAL_AUTHORITY',
  'JUDICIAL_AUTHORITY',
] as const satisfies readonly Role[];

/** Relay order: risk to life, urgent, the rest. Lower goes first. */
export const priorities = { RISK_TO_LIFE: 0, URGENT: 1, NORMAL: 2 } as const;
export type Priority = (typeof priorities)[keyof typeof priorities];
