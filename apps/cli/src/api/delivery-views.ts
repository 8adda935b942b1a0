import {
  parseAuthorityId,
  parseDocumentId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  stages,
} from '#kernel';
import { anything, flag, list, object, oneOf, orNull, text, whole } from './shape.js';
import { receiptProof } from './views.js';

/** Fate of a document of the own hand, as the gateway says it. */
export const delivery = object({
  dispatch: parseDocumentId,
  thread: parseThreadId,
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  priority: whole,
  messageId: orNull(text),
  stages: list(
    object({
      stage: oneOf('QUEUED', ...stages),
      at: parseTimestamp,
      code: orNull(text),
      receipt: anything,
    }),
    64,
  ),
  keptBack: flag,
  proof: orNull(receiptProof),
  link: object({
    up: orNull(flag),
    upAt: orNull(parseTimestamp),
    lookedAt: orNull(parseTimestamp),
  }),
});
export type Delivery = ReturnType<typeof delivery>;
