import { priorities } from '#kernel';
import type { ThreadEvent } from '#capabilities/events/events.contract';
import type { EventCode } from '#capabilities/events/events.lists';

const words: Readonly<Record<EventCode, string>> = {
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
  TERM_EXTENDED: 'its term was extended',
  REVIEW_DUE: 'the file must be reviewed',
};

/** Events that somebody must hear across the room, whatever the priority. */
const loud: readonly EventCode[] = ['ESCALATED', 'HALT_HEARD', 'DOCUMENT_KEPT_BACK'];

export const isLife = ({ priority }: ThreadEvent): boolean => priority === priorities.RISK_TO_LIFE;

/** Whether an event rings the bell: a new request to this State, whatever is about a risk to life, and what cannot wait. Pure. */
export const isLoud = (event: ThreadEvent): boolean =>
  isLife(event) || loud.includes(event.code) || (event.code === 'OPENED' && event.side === 'ASKED');

const priorityWord = ({ priority }: ThreadEvent): string => {
  if (priority === priorities.RISK_TO_LIFE) return 'RISK TO LIFE';
  return priority === priorities.URGENT ? 'urgent' : 'normal';
};

/** One line of an event: when, which thread, what happened, how urgent it is. Pure. */
export const eventLine = (event: ThreadEvent): string =>
  [
    `${event.at.slice(0, 19)}Z`,
    event.thread,
    words[event.code],
    priorityWord(event),
    ...(event.dueAt === null ? [] : [`due ${event.dueAt.slice(0, 16)}Z`]),
  ].join('  ');
