// Written by `node scripts/readers.mjs` from the contracts of the slices.
import {
  type FileUnderReview,
  type KeptFile,
  type ReviewPage,
} from '#capabilities/retention/retention.contract';
import {
  type LiftedStop,
  type StopRecord,
  type StopView,
  type Stops,
} from '#capabilities/suspensions/suspensions.contract';
import {
  parseAuthorityId,
  parseDocumentId,
  parseOfficerId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
} from '#kernel';
import { flag, list, object, oneOf, orNull, text, type Reader } from './shape.js';

export const fileUnderReview: Reader<FileUnderReview> = object({
  thread: parseThreadId,
  requestType: oneOf(
    'INFORMATION',
    'RISK_TO_LIFE',
    'BORDER_INCIDENT',
    'DOCUMENT_CHECK',
    'VESSEL',
    'CONTROLLED_DELIVERY',
    'SURVEILLANCE_COORDINATION',
    'NATIONALITY_VERIFICATION',
    'TRAVEL_DOCUMENT',
    'PROTECTION',
    'WELFARE_REFERRAL',
    'CONSULAR_NOTIFICATION',
    'SPONTANEOUS_INFORMATION',
    'DATA_SUBJECT_REQUEST',
  ),
  state: oneOf(
    'SUBMITTED',
    'REGISTERED',
    'TRANSFERRED',
    'IN_PROGRESS',
    'CLARIFICATION_REQUESTED',
    'CLARIFIED',
    'AUTHORISATION_PENDING',
    'ANSWERED_PARTIAL',
    'ANSWERED',
    'REFUSED',
    'WITHDRAWN',
    'CLOSED',
  ),
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  keeper: orNull(parseOfficerId),
  dueAt: parseTimestamp,
  endedAt: orNull(parseTimestamp),
  eraseAt: orNull(parseTimestamp),
  erasureWantedAt: orNull(parseTimestamp),
  held: flag,
});

export const reviewPage: Reader<ReviewPage> = object({
  files: list(fileUnderReview, 100),
  next: orNull(parseThreadId),
});

export const keptFile: Reader<KeptFile> = object({ until: parseTimestamp });

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
