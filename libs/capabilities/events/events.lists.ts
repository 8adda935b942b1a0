/** Codes and bounds of what officers hear. */

/**
 * Events in a thread. Of one that an officer may not read only those of `ofAnyRow` are heard: its row of the list says as
 * much.
 */
export const eventCodes = [
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
  'DOCUMENT_RECEIVED',
  'DOCUMENT_SIGNED',
  'DOCUMENT_KEPT_BACK',
  'NOT_CONFIRMED',
  'NOTED',
  'STOPPED',
  'STOP_LIFT_PROPOSED',
  'STOP_LIFTED',
  'ACCESS_GIVEN',
  'ACCESS_ENDED',
  'GLASS_BROKEN',
  'ASKED_ABOUT',
  'RECALLED',
  'RECALL_ANSWERED',
  'RECALL_OWED',
  'WITHHELD',
  'RELEASE_ASKED',
  'RELEASE_ANSWERED',
  'HALT_HEARD',
  'HALT_CONFIRMED',
  'CONSENT_ASKED',
  'CONSENT_GRANTED',
  'CONSENT_REFUSED',
  'CONSENT_WITHDRAWN',
  'EXCULPATORY_NOTICED',
  'CENTRAL_AUTHORITY_INFORMED',
  'NOTICE_OWED',
  'FORMAL_REQUESTED',
  'FORMAL_ANSWERED',
  'TERM_EXTENDED',
  'REVIEW_DUE',
] as const;
export type EventCode = (typeof eventCodes)[number];

/** Heard of every thread of the list: that it is there, how far and how late it is, and who has it. */
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

/** Events of one answer. */
export const mostEvents = 100;

/** Bounds of going on from an event: how old it may be, and how many entries of the custody log may have come since. */
export const resumable = { hours: 24, entries: 100_000 } as const;

/** Readers of one gateway, at most. */
export const mostReaders = 200;

/** Longest wait for the log to grow, by the service that waits: so soon an end of a session is noticed without an entry. */
export const longestWaitMs = 15_000;

/** Whether a call waits for something to happen: it takes no place from those that do work. Pure. */
export const waitsForNews = (pattern: string): boolean => pattern === 'requests.log-growth';
