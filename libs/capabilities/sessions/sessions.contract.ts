import { anyone, Bytes, call, Nothing, One, openCall, Parsed, Text, Whole } from '#contract';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  parseTimestamp,
  roles,
  type AuthorityId,
  type Fingerprint,
  type OfficerId,
  type Role,
  type StateCode,
  type Timestamp,
} from '#kernel';

const KIB = 1024;

class SignedLogin {
  @Bytes(4 * KIB, { description: 'Login statement, composed and signed by the client.' })
  readonly login: Uint8Array;
  @Bytes(4 * KIB, { description: 'Detached OpenPGP signature of `login`, binary.' })
  readonly signature: Uint8Array;
}

export class Enrolling extends SignedLogin {
  @Text({
    pattern: /^[A-Za-z0-9_-]{16,128}$/,
    description: 'One-time token that the registrar handed over.',
  })
  readonly token: string;
  @Bytes(64 * KIB, { description: "The officer's OpenPGP certificate, binary." })
  readonly certificate: Uint8Array;
  @Parsed(parseFingerprint, {
    maybe: true,
    description:
      'Fingerprint of the root of this State as a registrar told it; with another one the token is not used up.',
  })
  readonly root?: Fingerprint | undefined;
}

export class EnrolledOfficer {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
}

export class OpeningSession extends SignedLogin {
  @Text({
    pattern: /^[A-Za-z0-9_-]{43}$/,
    description:
      'Drawn by the client: 256 random bits in base64url. The nonce of the login is the first 32 digits of its SHA-256.',
  })
  readonly token: string;
}

export class SessionView {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @Parsed(parseAuthorityId)
  readonly authority: AuthorityId;
  @Parsed(parseStateCode)
  readonly state: StateCode;
  @Parsed(parseFingerprint)
  readonly fingerprint: Fingerprint;
  @One(roles, { list: roles.length })
  readonly roles: readonly Role[];
  @Parsed(parseTimestamp, { description: 'End without idling.' })
  readonly expiresAt: Timestamp;
  @Parsed(parseTimestamp, { description: 'End if nothing is asked until then.' })
  readonly idleUntil: Timestamp;
}

export class OwnSession extends SessionView {
  @Whole({ min: 0, description: 'Largest attachment that this gateway takes, in bytes.' })
  readonly attachmentBytes: number;
}

export const enrolOfficer = openCall('enrol', Enrolling, EnrolledOfficer, 'requests');
export const openSession = openCall('open-session', OpeningSession, SessionView, 'requests');
export const readSession = call('session', Nothing, OwnSession, { requests: anyone });
export const closeSession = call('close-session', Nothing, Nothing, { requests: anyone });

export const sessionCalls = [enrolOfficer, openSession, readSession, closeSession];
