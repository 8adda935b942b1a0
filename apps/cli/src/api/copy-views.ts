import {
  broadcastLimits,
  copyExceptions,
  parseAuthorityId,
  parseDocumentId,
  parseOfficerId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  threadStates,
  threadTypes,
} from '#model';
import { bytes, flag, list, object, oneOf, orNull, text } from './shape.js';
import { dispatchRow, threadMembers } from './views.js';

/** What the gateway says of copies for the national contact point, and of what was asked of several States. */

const copyMembers = {
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
};
const copy = object(copyMembers);
export type Copy = ReturnType<typeof copy>;
export const copies = object({ copies: list(copy, 100), next: orNull(parseThreadId) });

export const copiedRequest = object({
  ...copyMembers,
  dispatch: parseDocumentId,
  direction: oneOf('OUT', 'IN'),
  officer: parseOfficerId,
  document: bytes,
  signature: bytes,
  certificate: bytes,
});
export type CopiedRequest = ReturnType<typeof copiedRequest>;

const withheldCopy = object({
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
  next: orNull(parseThreadId),
});

const member = object({ ...threadMembers, request: dispatchRow });
export type BroadcastMember = ReturnType<typeof member>;
export const broadcast = object({ members: list(member, broadcastLimits.members) });
