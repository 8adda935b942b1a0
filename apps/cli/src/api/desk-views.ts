import { parseOfficerId, parseThreadId, parseTimestamp, threadStates } from '#kernel';
import { flag, list, object, oneOf, orNull, text, whole } from './shape.js';

/** Work at a desk, as the gateway answers it. */

export const inHands = object({
  thread: parseThreadId,
  state: oneOf(...threadStates),
  holder: orNull(parseOfficerId),
  acknowledgeBy: orNull(parseTimestamp),
  dueAt: orNull(parseTimestamp),
});
export const handedOver = object({ threads: whole, more: flag });
export const noted = object({ note: text, at: parseTimestamp });
export const internalNotes = object({
  notes: list(object({ note: text, officer: parseOfficerId, at: parseTimestamp, text }), 100),
  next: orNull(text),
});
