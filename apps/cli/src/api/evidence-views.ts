import { evidenceOwed } from '#capabilities/evidence/evidence.contract';
import { parseDocumentId, parseStateCode, parseThreadId, parseTimestamp } from '#kernel';
import { flag, list, object, oneOf, orNull, whole } from './shape.js';

/** What the gateway says of what is owed since a thread is about evidence. */

export const openEvidence = object({ owed: whole, awaited: whole });

const owedRow = object({
  thread: parseThreadId,
  what: oneOf(...evidenceOwed),
  about: parseDocumentId,
  by: parseStateCode,
  since: parseTimestamp,
  dueAt: orNull(parseTimestamp),
});
export type OwedRow = ReturnType<typeof owedRow>;
/** A page ends where all about one document was told: a few rows more than were asked for. */
export const owed = object({ owed: list(owedRow, 110), next: orNull(parseDocumentId) });

export const marked = object({ marked: flag });
