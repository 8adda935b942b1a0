/** Rights of the person: Directive (EU) 2016/680 art. 14, 16(1), 16(2), 16(3) and 17, in this order. */
export const subjectGrounds = [
  'ACCESS',
  'RECTIFICATION',
  'ERASURE',
  'RESTRICTION',
  'THROUGH_SUPERVISORY_AUTHORITY',
] as const;
export type SubjectGround = (typeof subjectGrounds)[number];

export const subjectLimits = {
  /** Maximum number of searches of one officer in 24 hours. Each further page of a result counts as a search. */
  searchesPerDay: 50,
  page: 50,
  documents: 32,
  names: 16,
  nameLength: 200,
  numbers: 16,
  numberLength: 100,
  referenceLength: 200,
  ownReferenceLength: 80,
  asksPerDay: 50,
  /** Maximum number of open requests of one neighbour. Requests of the last 24 hours count as open. */
  asksOpen: 500,
  asksPage: 50,
  answerDays: 92,
  facts: 100,
  recipients: 32,
} as const;

/** Outcomes of a request. `RESTRICTED` neither confirms nor denies that data are held. */
export const subjectOutcomes = ['HELD', 'NOTHING_HELD', 'RESTRICTED'] as const;
export type SubjectOutcome = (typeof subjectOutcomes)[number];

/** Grounds for withholding data: Directive (EU) 2016/680 art. 15(1)(a) to (e), in this order. */
export const subjectRestrictions = [
  'INQUIRIES_AND_PROCEDURES',
  'PREVENTION_AND_PROSECUTION',
  'PUBLIC_SECURITY',
  'NATIONAL_SECURITY',
  'RIGHTS_OF_OTHERS',
] as const;
export type SubjectRestriction = (typeof subjectRestrictions)[number];

/** Decisions on the person's request: Directive (EU) 2016/680 art. 16(1), (2), (3) and (4), in this order. */
export const subjectMeasures = ['RECTIFIED', 'ERASED', 'PROCESSING_RESTRICTED', 'REFUSED'] as const;
export type SubjectMeasure = (typeof subjectMeasures)[number];

export const subjectMarks = ['NAME', 'BIRTH_DATE', 'NUMBER'] as const;
export type SubjectMark = (typeof subjectMarks)[number];
