import { parseDocumentId, parseOfficerId, parseTimestamp } from '#kernel';
import { stopGrounds } from '#capabilities/suspensions/suspensions.contract';
import { list, object, oneOf, orNull, text } from './shape.js';

const members = {
  stop: text,
  raisedBy: parseOfficerId,
  raisedAt: parseTimestamp,
  withdrawal: orNull(parseDocumentId),
  liftProposedBy: orNull(parseOfficerId),
  liftProposedAt: orNull(parseTimestamp),
};
/** That a thread is stopped, without why. */
export const stop = object(members);
export type Stop = ReturnType<typeof stop>;

const record = object({
  ...members,
  ground: oneOf(...stopGrounds),
  text,
  liftText: orNull(text),
  liftedBy: orNull(parseOfficerId),
  liftedAt: orNull(parseTimestamp),
});
export type StopRecord = ReturnType<typeof record>;
export const stops = object({ stops: list(record, 10_000) });
export const lifted = object({ stop: text });
