import {
  parseAuthorityId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  dataSubjectKinds,
  deskPurposes,
  subjectCategories,
  threadStates,
  threadTypes,
} from '#kernel';
import {
  subjectGrounds,
  subjectLimits,
  subjectOutcomes,
} from '#capabilities/data-subjects/data-subjects.lists';
import { subjectMarks } from '#capabilities/data-subjects/found-files.contract';
import { flag, list, object, oneOf, orNull, text, whole } from './shape.js';
import { dispatchPage, threadRow } from './views.js';

/** What the gateway says of a person who asks what is kept. */
const fact = object({
  thread: parseThreadId,
  authority: parseAuthorityId,
  side: oneOf('ASKING', 'ASKED'),
  requestType: oneOf(...threadTypes),
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  state: oneOf(...threadStates),
  purpose: oneOf(...deskPurposes),
  by: list(oneOf(...subjectMarks), subjectMarks.length),
  categories: list(oneOf(...subjectCategories), subjectCategories.length),
  recipients: list(object({ state: parseStateCode, authority: parseAuthorityId }), 10_000),
  recalled: flag,
  openedAt: parseTimestamp,
  updatedAt: parseTimestamp,
  endedAt: orNull(parseTimestamp),
  reviewAt: orNull(parseTimestamp),
  eraseAt: orNull(parseTimestamp),
});
export type Fact = ReturnType<typeof fact>;
export const subjects = object({
  facts: list(fact, subjectLimits.page),
  namesakes: whole,
  next: orNull(parseThreadId),
  searchesLeft: whole,
  entry: object({ event: text, disclosures: list(text, 8) }),
});
export type Subjects = ReturnType<typeof subjects>;

const ask = object({
  thread: parseThreadId,
  side: oneOf('ASKING', 'ASKED'),
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  state: oneOf(...threadStates),
  reference: text,
  ground: orNull(oneOf(...subjectGrounds)),
  answerBy: orNull(text),
  outcome: orNull(oneOf(...subjectOutcomes)),
  answeredAt: orNull(parseTimestamp),
  undelivered: orNull(oneOf(...dataSubjectKinds)),
  erased: flag,
  openedAt: parseTimestamp,
});
export type Ask = ReturnType<typeof ask>;
export const asks = object({
  asks: list(ask, subjectLimits.asksPage),
  next: orNull(parseThreadId),
});
export type Asks = ReturnType<typeof asks>;

/** An ask with a page of its documents. */
export const askPage = (value: unknown) => ({ ...threadRow(value), ...dispatchPage(value) });
