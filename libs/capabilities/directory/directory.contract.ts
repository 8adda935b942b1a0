import {
  anyone,
  call,
  Flag,
  Json,
  mostOfPage,
  Nothing,
  One,
  Page,
  Parsed,
  Part,
  Text,
  Whole,
} from '#contract';
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
  type AuthorityId,
  type Compartment,
  type Fingerprint,
  type LinkId,
  type OfficerId,
  type Role,
  type Sha256,
  type StateCode,
  type Timestamp,
} from '#kernel';
import { LimitsState } from '#capabilities/deadlines/deadlines.contract';
import { parseProfile, profileSchema, type AuthorityProfile } from './authority-profile.schema.js';
import { PointView, Posting } from './postings.contract.js';
import { mostPostings } from './postings.model.js';

const mostPeers = 1_000;
const mostAuthorities = 64;
const certificateText = 24_000;

export class AuthorityKey {
  @One(compartments, {
    description:
      'Threads that the key reads. Each request type names its compartment (`requestTypes` of `GET /api/v1/kinds`), asks about persons are of `DATA_PROTECTION`, all else is of `ENFORCEMENT`.',
  })
  readonly compartment: Compartment;
  @Parsed(parseFingerprint, { description: 'For `recipientKeys` of a document.' })
  readonly fingerprint: Fingerprint;
}

export class AuthorityView {
  @Parsed(parseStateCode)
  readonly state: StateCode;
  @Parsed(parseAuthorityId)
  readonly authority: AuthorityId;
  @Text({ example: 'Border Police' })
  readonly name: string;
  @Json(parseProfile, profileSchema, {
    nullable: true,
    description:
      'What its registrars say of it; null when they have said nothing, or their State more than an answer holds: the ' +
      'signed directory has it all.',
  })
  readonly profile: AuthorityProfile | null;
  @Parsed(parseLinkId, {
    nullable: true,
    description: 'The confirmed link; null for own authorities.',
  })
  readonly link: LinkId | null;
  @Part(() => AuthorityKey, {
    list: documentLimits.recipientKeys,
    description: 'Keys to which a document is sealed.',
  })
  readonly keys: readonly AuthorityKey[];
}

export class AuthoritiesAsked extends Page {
  @Text({
    pattern: /^[A-Z]{2}\/[a-z][a-z0-9-]{1,31}$/,
    nullable: true,
    standard: true,
    description: 'The last authority already seen: `next` of the page before.',
  })
  readonly after: string | null = null;
}

export class AuthoritiesPage {
  @Part(() => AuthorityView, { list: mostOfPage })
  readonly authorities: readonly AuthorityView[];
  @Text({
    nullable: true,
    description: 'What to ask the next page after; null: this is the last.',
    example: 'XB/coast-guard',
  })
  readonly next: string | null;
}

export class GrownPageAsked extends Page {
  @Whole({
    ...{ min: 0, max: 999_999, standard: true },
    description: 'How many rows the client has: `next` of the page before.',
  })
  readonly after: number = 0;
}

export class GrownAsked {
  @Whole({
    min: 0,
    max: 999_999,
    standard: true,
    description: 'How many entries the client knows: the page begins there.',
  })
  readonly from: number = 0;
}

class GrownPage {
  @Whole({
    min: 0,
    nullable: true,
    description: '`after` of the next page; null: this is the last.',
  })
  readonly next: number | null;
}

export class OfficerView {
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @Parsed(parseAuthorityId)
  readonly authority: AuthorityId;
  @Parsed(parseFingerprint)
  readonly fingerprint: Fingerprint;
  @One(roles, { list: roles.length })
  readonly roles: readonly Role[];
  @Parsed(parseTimestamp)
  readonly from: Timestamp;
  @Parsed(parseTimestamp)
  readonly to: Timestamp;
  @Parsed(parseTimestamp, { nullable: true })
  readonly suspendedFrom: Timestamp | null;
  @Part(() => Posting, {
    list: mostPostings,
    description:
      'Where the officer is posted, oldest first; one that begins and ends at the same moment is the end of the one before.',
  })
  readonly postings: readonly Posting[];
  @Flag({ description: 'The certificate is bound.' })
  readonly enrolled: boolean;
}

export class OfficersPage extends GrownPage {
  @Part(() => OfficerView, { list: mostOfPage })
  readonly officers: readonly OfficerView[];
}

export class RegistrarView {
  @Parsed(parseOfficerId)
  readonly registrar: OfficerId;
  @Parsed(parseFingerprint)
  readonly fingerprint: Fingerprint;
  @Text({
    max: certificateText,
    description: 'OpenPGP certificate, binary, as base64.',
    example: 'bGlhaXNl',
  })
  readonly certificate: string;
  @Parsed(parseAuthorityId, { list: mostAuthorities })
  readonly authorities: readonly AuthorityId[];
  @Parsed(parseTimestamp)
  readonly from: Timestamp;
  @Parsed(parseTimestamp)
  readonly to: Timestamp;
}

export class RegistrarsPage extends GrownPage {
  @Part(() => RegistrarView, { list: mostOfPage })
  readonly registrars: readonly RegistrarView[];
}

export class PeerView {
  @Parsed(parseStateCode)
  readonly peer: StateCode;
  @Parsed(parseFingerprint)
  readonly rootFingerprint: Fingerprint;
  @Text({
    max: certificateText,
    description: 'OpenPGP certificate, binary, as base64.',
    example: 'bGlhaXNl',
  })
  readonly rootCertificate: string;
  @Parsed(parseLinkId)
  readonly linkId: LinkId;
  @One([1, 2], { description: 'Which end of the link is this State.' })
  readonly end: 1 | 2;
  @Parsed(parseSha256, { description: 'Of what the twelve words of the ceremony stand for.' })
  readonly transcriptSha256: Sha256;
  @Part(() => PointView, {
    nullable: true,
    description: 'How far its directory is known here; null before its first entry.',
  })
  readonly directory: PointView | null;
  @Part(() => LimitsState)
  readonly limits: LimitsState;
}

export class PeersView {
  @Part(() => PeerView, { list: mostPeers })
  readonly peers: readonly PeerView[];
}

export const listAuthorities = call('authorities', AuthoritiesAsked, AuthoritiesPage, {
  requests: anyone,
});
export const listOfficers = call('officers', GrownPageAsked, OfficersPage, { requests: anyone });
export const listRegistrars = call('registrars', GrownPageAsked, RegistrarsPage, {
  requests: anyone,
});
export const listPeers = call('peers', Nothing, PeersView, { requests: anyone });

export const directoryCalls = [listAuthorities, listOfficers, listRegistrars, listPeers];
