/** Code lists and bounds of what data protection officers look for, ask and answer. */

/**
 * Wishes of a person when a data protection officer looks for what is kept of them: Directive (EU) 2016/680 art. 14, 16(1),
 * 16(2), 16(3), or any of these through the supervisory authority, art. 17.
 */
export const subjectGrounds = [
  'ACCESS',
  'RECTIFICATION',
  'ERASURE',
  'RESTRICTION',
  'THROUGH_SUPERVISORY_AUTHORITY',
] as const;
export type SubjectGround = (typeof subjectGrounds)[number];

export const subjectLimits = {
  /** Of one officer within 24 hours; each page is one. */
  searchesPerDay: 50,
  /** Files of one page. */
  page: 50,
  /** Of one file in which the words stand: the one that opened it, and the newest. */
  documents: 32,
  names: 16,
  nameLength: 200,
  numbers: 16,
  numberLength: 100,
  referenceLength: 200,
  /** Of the reference in an ask. */
  ownReferenceLength: 80,
  /** Asks of one officer to other States within 24 hours. */
  asksPerDay: 50,
  /**
   * Asks of one neighbour that wait for an answer, or came within 24 hours: ten days of an officer there who asks as often as
   * that State lets one ask.
   */
  asksOpen: 500,
  /** Asks of one page of a list. */
  asksPage: 50,
  /** Days from the ask to the day by which it wants its answer. */
  answerDays: 92,
  /** Files that one answer tells of. */
  facts: 100,
  recipients: 32,
} as const;

/** `RESTRICTED` says neither that something is held nor that nothing is. */
export const subjectOutcomes = ['HELD', 'NOTHING_HELD', 'RESTRICTED'] as const;
export type SubjectOutcome = (typeof subjectOutcomes)[number];

/** Why a person is not told, or not all of it: Directive (EU) 2016/680 art. 15(1)(a) to (e), in this order. */
export const subjectRestrictions = [
  'INQUIRIES_AND_PROCEDURES',
  'PREVENTION_AND_PROSECUTION',
  'PUBLIC_SECURITY',
  'NATIONAL_SECURITY',
  'RIGHTS_OF_OTHERS',
] as const;
export type SubjectRestriction = (typeof subjectRestrictions)[number];

/** Measures upon the person's wish: Directive (EU) 2016/680 art. 16(1), (2), (3), (4). */
export const subjectMeasures = ['RECTIFIED', 'ERASED', 'PROCESSING_RESTRICTED', 'REFUSED'] as const;
export type SubjectMeasure = (typeof subjectMeasures)[number];

/** By what a file is about a person. */
export const subjectMarks = ['NAME', 'BIRTH_DATE', 'NUMBER'] as const;
export type SubjectMark = (typeof subjectMarks)[number];
