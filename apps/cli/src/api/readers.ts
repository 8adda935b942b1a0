// Written by `node scripts/readers.mjs` from the contracts of the slices.
import {
  type LiftedStop,
  type StopRecord,
  type StopView,
  type Stops,
} from '#capabilities/suspensions/suspensions.contract';
import { parseDocumentId, parseOfficerId, parseTimestamp } from '#kernel';
import { list, object, oneOf, orNull, text, type Reader } from './shape.js';

export const stopView: Reader<StopView> = object({
  stop: text,
  raisedBy: parseOfficerId,
  raisedAt: parseTimestamp,
  withdrawal: orNull(parseDocumentId),
  liftProposedBy: orNull(parseOfficerId),
  liftProposedAt: orNull(parseTimestamp),
});

export const liftedStop: Reader<LiftedStop> = object({ stop: text });

export const stopRecord: Reader<StopRecord> = object({
  stop: text,
  raisedBy: parseOfficerId,
  raisedAt: parseTimestamp,
  withdrawal: orNull(parseDocumentId),
  liftProposedBy: orNull(parseOfficerId),
  liftProposedAt: orNull(parseTimestamp),
  ground: oneOf(
    'ASYLUM_CLAIM',
    'APPEAL_PENDING',
    'NON_REFOULEMENT',
    'CHILD_BEST_INTERESTS',
    'NO_CONSENT',
    'DANGER_TO_PERSON',
  ),
  text,
  liftText: orNull(text),
  liftedBy: orNull(parseOfficerId),
  liftedAt: orNull(parseTimestamp),
});

export const stops: Reader<Stops> = object({ stops: list(stopRecord, 10000) });
