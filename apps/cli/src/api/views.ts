import {
  compartments,
  documentLimits,
  parseAuthorityId,
  parseFingerprint,
  parseLinkId,
  parseOfficerId,
  parseSha256,
  parseStateCode,
  parseTimestamp,
  roles,
} from '#kernel';
import { parseProfile } from '#capabilities/directory/authority-profile.schema';
import { bytes, flag, list, object, oneOf, orNull, text, whole } from './shape.js';

export const session = object({
  officer: parseOfficerId,
  authority: parseAuthorityId,
  state: parseStateCode,
  fingerprint: parseFingerprint,
  roles: list(oneOf(...roles), roles.length),
  expiresAt: parseTimestamp,
});
export type Session = ReturnType<typeof session>;

export const enrolled = object({ officer: parseOfficerId });
export const nothing = object<object>({});

const authority = object({
  state: parseStateCode,
  authority: parseAuthorityId,
  name: text,
  profile: orNull(parseProfile),
  link: orNull(parseLinkId),
  keys: list(
    object({ compartment: oneOf(...compartments), fingerprint: parseFingerprint }),
    documentLimits.recipientKeys,
  ),
});
export type Authority = ReturnType<typeof authority>;
export const authorities = object({ authorities: list(authority, 100), next: orNull(text) });

const officer = object({
  officer: parseOfficerId,
  authority: parseAuthorityId,
  fingerprint: parseFingerprint,
  roles: list(oneOf(...roles), roles.length),
  from: parseTimestamp,
  to: parseTimestamp,
  suspendedFrom: orNull(parseTimestamp),
  postings: list(
    object({
      host: parseStateCode,
      sending: parseStateCode,
      post: text,
      standInFor: orNull(parseOfficerId),
      from: parseTimestamp,
      to: parseTimestamp,
    }),
    4,
  ),
  enrolled: flag,
});
export const officers = object({ officers: list(officer, 100), next: orNull(whole) });

export const registrars = object({
  registrars: list(
    object({
      registrar: parseOfficerId,
      fingerprint: parseFingerprint,
      authorities: list(parseAuthorityId, 64),
      from: parseTimestamp,
      to: parseTimestamp,
    }),
    100,
  ),
  next: orNull(whole),
});

export const point = object({ version: whole, head: parseSha256 });

const wireEntry = object({ entry: bytes, signatures: list(bytes, 4) });
/** One page of a signed chain. */
export const entries = object({
  point: orNull(point),
  from: whole,
  entries: list(wireEntry, 256),
  certificates: list(bytes, 64),
  freshness: orNull(object({ statement: bytes, signature: bytes })),
});
export type EntriesPage = ReturnType<typeof entries>;

const limits = { urgentDirect: whole, urgentIndirect: whole, other: whole };
const saidLimits = orNull(object({ ...limits, from: parseTimestamp }));
const peer = object({
  peer: parseStateCode,
  rootFingerprint: parseFingerprint,
  linkId: parseLinkId,
  end: whole,
  transcriptSha256: parseSha256,
  directory: orNull(point),
  limits: object({ hold: object(limits), ours: saidLimits, theirs: saidLimits, differ: flag }),
});
export type Peer = ReturnType<typeof peer>;
export const peers = object({ peers: list(peer, 1_000) });
