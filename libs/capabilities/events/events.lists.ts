export const eventWords = {
  OPENED: 'new request',
  CLAIMED: 'taken in hand',
  ASSIGNED: 'given to an officer',
  HANDED_OVER: 'handed over with a shift',
  GIVEN_BACK: 'given back: nobody has it',
  TRANSFERRED: 'passed on to this authority',
  ESCALATED: 'NOBODY HAS IT IN HAND',
  EXPIRED: 'the deadline has passed without an answer',
  TERM_ENDING: 'three quarters of its term are over',
  TERM_ENDED: 'its term has ended',
  CLOSED: 'ended',
  DOCUMENT_RECEIVED: 'a document came',
  DOCUMENT_SIGNED: 'a document was signed',
  DOCUMENT_KEPT_BACK: 'A DOCUMENT DOES NOT LEAVE',
  NOT_CONFIRMED: 'the neighbour has not confirmed in time',
  NOTED: 'an internal note',
  STOPPED: 'STOPPED: nothing leaves',
  STOP_LIFT_PROPOSED: 'a colleague is to lift the stop',
  STOP_LIFTED: 'the stop is lifted',
  ACCESS_GIVEN: 'an officer may read it from now on',
  ACCESS_ENDED: 'an officer may read it no more',
  GLASS_BROKEN: 'glass broken: read by an officer who is not on its list',
  ASKED_ABOUT: 'another desk asked about the same',
  RECALLED: 'RECALLED OR CORRECTED',
  RECALL_ANSWERED: 'a recall was answered',
  RECALL_OWED: 'an answer to a recall is owed',
  WITHHELD: 'complied with a recall',
  RELEASE_ASKED: 'a release was asked for',
  RELEASE_ANSWERED: 'a release was answered',
  HALT_HEARD: 'STOP-WORD of an operation',
  HALT_CONFIRMED: 'a stop-word was confirmed',
  CONSENT_ASKED: 'consent to use as evidence was asked for',
  CONSENT_GRANTED: 'consent was given',
  CONSENT_REFUSED: 'consent was refused',
  CONSENT_WITHDRAWN: 'consent was withdrawn',
  EXCULPATORY_NOTICED: 'a notice that something speaks for an accused person',
  CENTRAL_AUTHORITY_INFORMED: 'a central authority was informed',
  NOTICE_OWED: 'a notice of the central authority is owed',
  FORMAL_REQUESTED: 'a formal request',
  FORMAL_ANSWERED: 'a formal request was answered',
  TERM_EXTENDED: 'an extension of its term was signed',
  PACKAGE_TOUCHED: 'AN EVIDENCE PACKAGE of it no longer holds as it was made',
  REVIEW_DUE: 'the file must be reviewed',
  ERASURE_STOPPED: 'NOT ERASED: its case is open, and nobody has decided on a hold',
} as const;
export type EventCode = keyof typeof eventWords;
export const eventCodes = Object.keys(eventWords) as readonly EventCode[];

/** Codes of events that officers receive even about threads that they may not read. */
export const ofAnyRow: readonly EventCode[] = [
  'OPENED',
  'CLAIMED',
  'ASSIGNED',
  'HANDED_OVER',
  'GIVEN_BACK',
  'TRANSFERRED',
  'ESCALATED',
  'EXPIRED',
  'TERM_ENDING',
  'TERM_ENDED',
  'CLOSED',
];

export const mostEvents = 100;

/** Maximum age and number of unread log entries for a reader who resumes the event stream. */
export const resumable = { hours: 24, entries: 100_000 } as const;

export const mostReaders = 200;

export const longestWaitMs = 15_000;

export const waitsForNews = (pattern: string): boolean => pattern === 'requests.log-growth';
