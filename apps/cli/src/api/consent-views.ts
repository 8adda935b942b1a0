import {
  parseAuthorityId,
  parseDocumentId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
} from '#kernel';
import { releaseOutcomes } from '#capabilities/disclosure/kinds/forward-consent.kind';
import { list, object, oneOf, orNull } from './shape.js';

/** What the gateway says of releases that were asked for. */

const consent = object({
  thread: parseThreadId,
  request: parseDocumentId,
  item: parseDocumentId,
  by: parseStateCode,
  originator: object({ state: parseStateCode, authority: parseAuthorityId }),
  at: parseTimestamp,
  answer: orNull(
    object({ document: parseDocumentId, outcome: oneOf(...releaseOutcomes), at: parseTimestamp }),
  ),
});
export type Consent = ReturnType<typeof consent>;
export const consents = object({ consents: list(consent, 100), next: orNull(parseDocumentId) });
