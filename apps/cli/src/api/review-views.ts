import {
  parseAuthorityId,
  parseOfficerId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  threadStates,
  threadTypes,
} from '#kernel';
import { flag, list, object, oneOf, orNull } from './shape.js';

/** A file that is due for review, without what is in it. */
export const file = object({
  thread: parseThreadId,
  requestType: oneOf(...threadTypes),
  state: oneOf(...threadStates),
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  keeper: orNull(parseOfficerId),
  dueAt: parseTimestamp,
  endedAt: orNull(parseTimestamp),
  eraseAt: orNull(parseTimestamp),
  erasureWantedAt: orNull(parseTimestamp),
  held: flag,
});
export type FileUnderReview = ReturnType<typeof file>;
export const reviews = object({ files: list(file, 100), next: orNull(parseThreadId) });
export const kept = object({ until: parseTimestamp });
