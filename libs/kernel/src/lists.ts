export const compartments = ['ENFORCEMENT', 'PROTECTION', 'DATA_PROTECTION'] as const;
export type Compartment = (typeof compartments)[number];

/** Purposes for officers who ask or answer (Directive (EU) 2023/977, art. 1); SAFETY_OF_LIFE is our addition. */
export const deskPurposes = ['PREVENTION', 'DETECTION', 'INVESTIGATION', 'SAFETY_OF_LIFE'] as const;
export type DeskPurpose = (typeof deskPurposes)[number];
/** Purposes for data protection officers: rights of data subjects (Directive (EU) 2016/680, art. 12 to 17). */
export const subjectPurposes = ['DATA_SUBJECT_RIGHTS'] as const;
export const purposes = [...deskPurposes, ...subjectPurposes] as const;
export type Purpose = (typeof purposes)[number];

/** Europol handling codes. H3 needs a text in `restrictions`. */
export const handlingCodes = ['H0', 'H1', 'H2', 'H3'] as const;
export type HandlingCode = (typeof handlingCodes)[number];

/**
 * 4x4 evaluation: `sourceCodes` for the reliability of the source, `informationCodes` for the accuracy of the information. X
 * and 4 mean: cannot be assessed.
 */
export const sourceCodes = ['A', 'B', 'C', 'X'] as const;
export const informationCodes = ['1', '2', '3', '4'] as const;
export type SourceCode = (typeof sourceCodes)[number];
export type InformationCode = (typeof informationCodes)[number];

export const trafficLights = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type TrafficLight = (typeof trafficLights)[number];

export const classifications = [
  'UNCLASSIFIED',
  'RESTRICTED',
  'CONFIDENTIAL',
  'SECRET',
  'TOP_SECRET',
] as const;
export type Classification = (typeof classifications)[number];

/** Grounds of urgency (Directive (EU) 2023/977, art. 2 and 5). An urgent request must name one of them. */
export const urgencyGrounds = [
  'THREAT_PUBLIC_SECURITY',
  'THREAT_LIFE_INTEGRITY',
  'DEPRIVATION_OF_LIBERTY_DECISION',
  'LOSS_OF_RELEVANCE',
] as const;

/** Grounds of refusal (Directive (EU) 2023/977, art. 6(1)(a) to (h)). */
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

/** Categories of data subjects (Europol Regulation, annex II B). The last four are our addition. */
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

export const suspectCategories: readonly SubjectCategory[] = [
  'SUSPECT_OR_CONVICTED',
  'FUTURE_OFFENDER_INDICATIONS',
];

/**
 * Offences of a subject (Smuggling Protocol, art. 6(1)(a) to (c); UN Convention, art. 5, 6, 8, 23).
 * OWN_SMUGGLED_ENTRY_OR_STAY does not make a person a suspect (Smuggling Protocol, art. 5).
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

/** Legal powers that a request needs or an answer used (UN Convention, art. 18(3) and (8)). Most need a formal request. */
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

/** Permitted reasons to keep a document from national contact points (Directive (EU) 2023/977, art. 4(2)). */
export const copyExceptions = [
  'SENSITIVE_INVESTIGATION',
  'TERRORISM_NON_CRISIS',
  'SAFETY_OF_PERSON',
] as const;
export type CopyException = (typeof copyExceptions)[number];

/**
 * Roles that registrars assign to officers. Only `CENTRAL_AUTHORITY` (UN Convention, art. 18(13)) and `JUDICIAL_AUTHORITY`
 * decide on evidential use and sign formal requests.
 */
export const roles = [
  'LIAISON_OFFICER',
  'DUTY_OFFICER',
  'CENTRAL_AUTHORITY',
  'JUDICIAL_AUTHORITY',
  'AUDITOR',
  'ADMINISTRATOR',
  'SUPERVISOR',
  'DATA_PROTECTION_OFFICER',
] as const;
export type Role = (typeof roles)[number];

export const decidingRoles = [
  'CENTRAL_AUTHORITY',
  'JUDICIAL_AUTHORITY',
] as const satisfies readonly Role[];

export const priorities = { RISK_TO_LIFE: 0, URGENT: 1, NORMAL: 2 } as const;
export type Priority = (typeof priorities)[keyof typeof priorities];
