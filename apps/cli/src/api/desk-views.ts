import { parseOfficerId, parseThreadId, parseTimestamp, threadStates } from '#kernel';
import { flag, object, oneOf, orNull, whole } from './shape.js';

/** Work at a desk, as the gateway answers it. */

export const inHands = object({
  thread: parseThreadId,
  state: oneOf(...threadStates),
  holder: orNull(parseOfficerId),
  acknowledgeBy: orNull(parseTimestamp),
  dueAt: orNull(parseTimestamp),
});
export const handedOver = object({ threads: whole, more: flag });
