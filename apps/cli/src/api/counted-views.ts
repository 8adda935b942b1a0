import {
  parseEventId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  refusalGrounds,
} from '#kernel';
import { flag, list, object, oneOf, orNull } from './shape.js';

export const countedRequest = object({
  request: parseThreadId,
  side: oneOf('ASKING', 'ASKED'),
  peer: parseStateCode,
  urgent: flag,
  composedAt: parseTimestamp,
  deliveredAt: orNull(parseTimestamp),
  answeredAt: orNull(parseTimestamp),
  refused: list(oneOf(...refusalGrounds), refusalGrounds.length),
  judicialDelay: flag,
});
export type CountedRequest = ReturnType<typeof countedRequest>;
export const countedRequests = object({
  requests: list(countedRequest, 1_000),
  next: orNull(parseEventId),
});
