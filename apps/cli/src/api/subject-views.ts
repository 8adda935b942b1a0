import {
  parseAuthorityId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  purposes,
  subjectCategories,
  subjectLimits,
  subjectMarks,
  threadStates,
  threadTypes,
} from '#model';
import { flag, list, object, oneOf, orNull, text, whole } from './shape.js';

/** What the gateway says of a person who asks what is kept. */
const fact = object({
  thread: parseThreadId,
  authority: parseAuthorityId,
  side: oneOf('ASKING', 'ASKED'),
  requestType: oneOf(...threadTypes),
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  state: oneOf(...threadStates),
  purpose: oneOf(...purposes),
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
