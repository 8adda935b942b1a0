import { broadcastLimits } from '#capabilities/broadcasts/broadcast-limits.model';
import { copiedKinds } from '#capabilities/copies/copying.model';
import {
  copyExceptions,
  parseAuthorityId,
  parseDocumentId,
  parseOfficerId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  threadStates,
  threadTypes,
} from '#kernel';
import { bytes, flag, list, object, oneOf, orNull, text } from './shape.js';
import { dispatchRow, marks, point, threadMembers } from './views.js';

/** What the gateway says of copies for the national contact point, and of what was asked of several States. */

const copyMembers = {
  dispatch: parseDocumentId,
  kind: oneOf(...copiedKinds),
  thread: parseThreadId,
  side: oneOf('ASKING', 'ASKED'),
  authority: parseAuthorityId,
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  requestType: oneOf(...threadTypes),
  state: oneOf(...threadStates),
  subjectLine: text,
  erased: flag,
  at: parseTimestamp,
  recalls: marks,
};
const copy = object(copyMembers);
export type Copy = ReturnType<typeof copy>;
export const copies = object({ copies: list(copy, 100), next: orNull(parseDocumentId) });

export const copiedDocument = object({
  ...copyMembers,
  direction: oneOf('OUT', 'IN'),
  officer: parseOfficerId,
  document: bytes,
  signature: bytes,
  certificate: bytes,
  messageId: orNull(text),
  envelope: orNull(bytes),
  envelopeSignature: orNull(bytes),
  directory: orNull(point),
});
export type CopiedDocument = ReturnType<typeof copiedDocument>;

const withheldCopy = object({
  dispatch: parseDocumentId,
  kind: oneOf(...copiedKinds),
  thread: parseThreadId,
  side: oneOf('ASKING', 'ASKED'),
  peer: parseStateCode,
  peerAuthority: parseAuthorityId,
  officer: parseOfficerId,
  exception: oneOf(...copyExceptions),
  reason: text,
  at: parseTimestamp,
});
export const withheldCopies = object({
  withheld: list(withheldCopy, 100),
  next: orNull(parseDocumentId),
});

const member = object({ ...threadMembers, request: dispatchRow });
export type BroadcastMember = ReturnType<typeof member>;
export const broadcast = object({ members: list(member, broadcastLimits.members) });
