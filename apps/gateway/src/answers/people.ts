import { compartments, roles, type SaidTimeLimits } from '#kernel';
import { profileSchema } from '#capabilities/directory/authority-profile.schema';
import type {
  AuthorityView,
  OfficerView,
  SessionView,
} from '#capabilities/directory/directory.contract';
import type { Calls } from '#capabilities/calls';
import type { PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import {
  Base64,
  Count,
  Id128,
  Key,
  Like,
  Name,
  One,
  Part,
  Parts,
  Several,
  Sha256Hex,
  State,
  Text,
  Texts,
  Time,
  Truth,
  Uuid,
  type Edge,
  type EdgeOf,
} from './members.js';

/** Answers about who is who. */

export class EnrolledAnswer implements Edge<Calls['requests.enrol']['out']> {
  @Name()
  readonly officer: EdgeOf<SessionView, 'officer'>;
}

export class SessionAnswer implements Edge<SessionView> {
  @Name()
  readonly officer: EdgeOf<SessionView, 'officer'>;
  @Name()
  readonly authority: EdgeOf<SessionView, 'authority'>;
  @State()
  readonly state: EdgeOf<SessionView, 'state'>;
  @Key()
  readonly fingerprint: EdgeOf<SessionView, 'fingerprint'>;
  @Several(roles)
  readonly roles: EdgeOf<SessionView, 'roles'>;
  @Time()
  readonly expiresAt: EdgeOf<SessionView, 'expiresAt'>;
}

/** The session, and what the gateway takes: known before a file is sent. */
export interface OwnSession extends SessionView {
  readonly attachmentBytes: number;
}

export class OwnSessionAnswer extends SessionAnswer implements Edge<OwnSession> {
  @Count({ description: 'Largest attachment that this gateway takes, in bytes.' })
  readonly attachmentBytes: number;
}

type KeyView = AuthorityView['keys'][number];

export class AuthorityKeyPart implements Edge<KeyView> {
  @One(compartments)
  readonly compartment: EdgeOf<KeyView, 'compartment'>;
  @Key()
  readonly fingerprint: EdgeOf<KeyView, 'fingerprint'>;
}

export class AuthorityPart implements Edge<AuthorityView> {
  @State()
  readonly state: EdgeOf<AuthorityView, 'state'>;
  @Name()
  readonly authority: EdgeOf<AuthorityView, 'authority'>;
  @Text()
  readonly name: string;
  @Like(profileSchema, {
    nullable: true,
    description:
      'What its registrars say of it; null when they have said nothing, or their State more than an answer holds: the ' +
      'signed directory has it all.',
  })
  readonly profile: EdgeOf<AuthorityView, 'profile'>;
  @Id128({ nullable: true, description: 'The confirmed link; null for own authorities.' })
  readonly link: EdgeOf<AuthorityView, 'link'>;
  @Parts(() => AuthorityKeyPart)
  readonly keys: readonly AuthorityKeyPart[];
}

export class AuthoritiesAnswer implements Edge<Calls['requests.authorities']['out']> {
  @Parts(() => AuthorityPart)
  readonly authorities: readonly AuthorityPart[];
  @Text({ nullable: true, description: 'What to ask the next page after; null: this is the last.' })
  readonly next: string | null;
}

export class PostingPart implements Edge<Posting> {
  @State()
  readonly host: EdgeOf<Posting, 'host'>;
  @State()
  readonly sending: EdgeOf<Posting, 'sending'>;
  @Text()
  readonly post: string;
  @Name({ nullable: true, description: 'For whom the officer stands in there.' })
  readonly standInFor: EdgeOf<Posting, 'standInFor'>;
  @Time()
  readonly from: EdgeOf<Posting, 'from'>;
  @Time()
  readonly to: EdgeOf<Posting, 'to'>;
}

export class PostedSignerPart implements Edge<PostedSigner> {
  @Uuid()
  readonly document: EdgeOf<PostedSigner, 'document'>;
  @State()
  readonly state: EdgeOf<PostedSigner, 'state'>;
  @Name()
  readonly officer: EdgeOf<PostedSigner, 'officer'>;
  @Part(() => PostingPart)
  readonly posting: PostingPart;
}

export class OfficerPart implements Edge<OfficerView> {
  @Name()
  readonly officer: EdgeOf<OfficerView, 'officer'>;
  @Name()
  readonly authority: EdgeOf<OfficerView, 'authority'>;
  @Key()
  readonly fingerprint: EdgeOf<OfficerView, 'fingerprint'>;
  @Several(roles)
  readonly roles: EdgeOf<OfficerView, 'roles'>;
  @Time()
  readonly from: EdgeOf<OfficerView, 'from'>;
  @Time()
  readonly to: EdgeOf<OfficerView, 'to'>;
  @Time({ nullable: true })
  readonly suspendedFrom: EdgeOf<OfficerView, 'suspendedFrom'>;
  @Parts(() => PostingPart, { description: 'Where the officer is posted, oldest first.' })
  readonly postings: readonly PostingPart[];
  @Truth()
  readonly enrolled: boolean;
}

export class OfficersAnswer implements Edge<Calls['requests.officers']['out']> {
  @Parts(() => OfficerPart)
  readonly officers: readonly OfficerPart[];
  @Count({ nullable: true, description: '`from` of the next page; null: this is the last.' })
  readonly next: number | null;
}

type RegistrarView = Calls['requests.registrars']['out']['registrars'][number];

export class RegistrarPart implements Edge<RegistrarView> {
  @Name()
  readonly registrar: EdgeOf<RegistrarView, 'registrar'>;
  @Key()
  readonly fingerprint: EdgeOf<RegistrarView, 'fingerprint'>;
  @Base64()
  readonly certificate: string;
  @Texts()
  readonly authorities: EdgeOf<RegistrarView, 'authorities'>;
  @Time()
  readonly from: EdgeOf<RegistrarView, 'from'>;
  @Time()
  readonly to: EdgeOf<RegistrarView, 'to'>;
}

export class RegistrarsAnswer implements Edge<Calls['requests.registrars']['out']> {
  @Parts(() => RegistrarPart)
  readonly registrars: readonly RegistrarPart[];
  @Count({ nullable: true, description: '`from` of the next page; null: this is the last.' })
  readonly next: number | null;
}

type PointView = Calls['requests.append-entry']['out'];

export class PointAnswer implements Edge<PointView> {
  @Count({ description: 'Number of entries.' })
  readonly version: number;
  @Sha256Hex()
  readonly head: EdgeOf<PointView, 'head'>;
}

type PeerLimits = Calls['requests.peers']['out']['peers'][number]['limits'];
const hours = { description: 'Hours.' };

export class TimeLimitsPart implements Edge<PeerLimits['hold']> {
  @Count(hours)
  readonly urgentDirect: number;
  @Count(hours)
  readonly urgentIndirect: number;
  @Count(hours)
  readonly other: number;
}

export class SaidTimeLimitsPart extends TimeLimitsPart implements Edge<SaidTimeLimits> {
  @Time()
  readonly from: EdgeOf<SaidTimeLimits, 'from'>;
}

export class LimitsPart implements Edge<PeerLimits> {
  @Part(() => TimeLimitsPart)
  readonly hold: TimeLimitsPart;
  @Part(() => SaidTimeLimitsPart, { nullable: true })
  readonly ours: SaidTimeLimitsPart | null;
  @Part(() => SaidTimeLimitsPart, { nullable: true })
  readonly theirs: SaidTimeLimitsPart | null;
  @Truth()
  readonly differ: boolean;
}

type PeerView = Calls['requests.peers']['out']['peers'][number];

export class PeerPart implements Edge<PeerView> {
  @State()
  readonly peer: EdgeOf<PeerView, 'peer'>;
  @Key()
  readonly rootFingerprint: EdgeOf<PeerView, 'rootFingerprint'>;
  @Base64()
  readonly rootCertificate: string;
  @Id128()
  readonly linkId: EdgeOf<PeerView, 'linkId'>;
  @One([1, 2])
  readonly end: EdgeOf<PeerView, 'end'>;
  @Sha256Hex()
  readonly transcriptSha256: EdgeOf<PeerView, 'transcriptSha256'>;
  @Part(() => PointAnswer, { nullable: true })
  readonly directory: PointAnswer | null;
  @Part(() => LimitsPart)
  readonly limits: LimitsPart;
}

export class PeersAnswer implements Edge<Calls['requests.peers']['out']> {
  @Parts(() => PeerPart)
  readonly peers: readonly PeerPart[];
}

type EntriesView = Calls['requests.directory']['out'];

export class EntryPart implements Edge<EntriesView['entries'][number]> {
  @Base64()
  readonly entry: string;
  @Texts('byte')
  readonly signatures: readonly string[];
}

export class FreshnessPart implements Edge<NonNullable<EntriesView['freshness']>> {
  @Base64()
  readonly statement: string;
  @Base64()
  readonly signature: string;
}

export class EntriesAnswer implements Edge<EntriesView> {
  @Part(() => PointAnswer, { nullable: true, description: 'The chain after these entries.' })
  readonly point: PointAnswer | null;
  @Count()
  readonly from: number;
  @Parts(() => EntryPart)
  readonly entries: readonly EntryPart[];
  @Texts('byte', { description: 'Of those who may sign entries of `peers` and `retention`.' })
  readonly certificates: readonly string[];
  @Part(() => FreshnessPart, { nullable: true })
  readonly freshness: FreshnessPart | null;
}
