import { profileBodySchema, type ProfileBody } from './authority-profile.schema.js';
import { dutyRosterBodySchema, type DutyRosterBody } from '#capabilities/duty/duty-roster.schema';
import {
  type AuthorityId,
  type Fingerprint,
  type HoldId,
  type LinkId,
  type OfficerId,
  type Sha256,
  type StateCode,
  type ThreadId,
  type Timestamp,
  compartments,
  roles,
  type Compartment,
  type Role,
  type Protocol,
  closed,
  forms,
  list,
  pattern,
  schemaParser,
  text,
  timeLimitsBodySchema,
  type TimeLimitsBody,
} from '#kernel';
import { policyPackSchema, type PolicyPack } from '#capabilities/policy/policy.schema';
import { postingBodySchema, type PostingBody } from './postings.model.js';
import { retentionRuleSchema, type RetentionRule } from '#capabilities/retention/retention.schema';

const openpgpPurposes = ['signing', 'receipts', 'package', 'gateway-encryption'] as const;
const notePurposes = ['log', 'witness'] as const;
export type OpenpgpPurpose = (typeof openpgpPurposes)[number];
export type NotePurpose = (typeof notePurposes)[number];

interface Validity {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/** Bodies of directory entries by kind. `certificate` is a binary OpenPGP certificate in base64. */
export interface EntryBodies {
  root: { readonly fingerprint: Fingerprint; readonly certificate: string };
  protocol: Protocol;
  'state-key': {
    readonly purpose: OpenpgpPurpose;
    readonly fingerprint: Fingerprint;
    readonly certificate: string;
  } & Validity;
  'note-key': { readonly purpose: NotePurpose; readonly vkey: string } & Validity;
  /** `publicKey`: raw Ed25519 key in base64, which verifies the custody events that one service signs. */
  'event-key': { readonly service: string; readonly publicKey: string } & Validity;
  authority: {
    readonly authority: AuthorityId;
    readonly name: string;
    readonly keys: readonly {
      readonly compartment: Compartment;
      readonly fingerprint: Fingerprint;
      readonly certificate: string;
    }[];
  } & Validity;
  certificate: { readonly fingerprint: Fingerprint; readonly certificate: string };
  registrar: {
    readonly registrar: OfficerId;
    readonly fingerprint: Fingerprint;
    readonly certificate: string;
    readonly authorities: readonly AuthorityId[];
  } & Validity;
  officer: {
    readonly officer: OfficerId;
    readonly authority: AuthorityId;
    readonly fingerprint: Fingerprint;
    readonly roles: readonly Role[];
    /** SHA-256 of the one-time token by which the officer proves that the certificate is his or hers. */
    readonly enrolment: Sha256;
  } & Validity;
  'officer-suspended': { readonly officer: OfficerId; readonly effective: Timestamp };
  posting: PostingBody;
  'duty-roster': DutyRosterBody;
  'contact-point': { readonly authority: AuthorityId } & Validity;
  'authority-profile': ProfileBody;
  'time-limits': TimeLimitsBody;
  peer: {
    readonly peer: StateCode;
    readonly rootFingerprint: Fingerprint;
    readonly rootCertificate: string;
    readonly linkId: LinkId;
    readonly end: 1 | 2;
    /** SHA-256 from which the twelve words are computed. Covers both States' roots, nonces and other link data. */
    readonly transcriptSha256: Sha256;
  };
  'peer-removed': { readonly peer: StateCode; readonly linkId: LinkId };
  'broker-accepted': { readonly version: string };
  'policy-pack': PolicyPack;
  hold: {
    readonly hold: HoldId;
    readonly thread: ThreadId;
    readonly reason: string;
    readonly basis: string;
  };
  'hold-lifted': {
    readonly hold: HoldId;
    readonly thread: ThreadId;
    readonly basis: string;
  };
  erase: { readonly thread: ThreadId; readonly basis: string };
  'retention-rule': RetentionRule;
}
export type EntryKind = keyof EntryBodies;

/** Chains of signed entries of a State; only `directory` is sent to neighbours. */
export const chains = ['directory', 'peers', 'retention'] as const;
export type ChainName = (typeof chains)[number];

const homeChains: Partial<Readonly<Record<EntryKind, ChainName>>> = {
  peer: 'peers',
  'peer-removed': 'peers',
  'broker-accepted': 'peers',
  'policy-pack': 'peers',
  hold: 'retention',
  'hold-lifted': 'retention',
  erase: 'retention',
  'retention-rule': 'retention',
};

export const chainOf = (kind: EntryKind): ChainName => homeChains[kind] ?? 'directory';

/** Signed entry of a chain; the kind of the entry decides who must sign. */
export interface Entry<K extends EntryKind = EntryKind> {
  readonly typ: 'liaise-directory-entry';
  readonly v: 1;
  readonly chain: ChainName;
  readonly state: StateCode;
  readonly kind: K;
  readonly issuedAt: Timestamp;
  readonly body: EntryBodies[K];
}

const validity = { from: forms.time, to: forms.time };
const certificate = forms.base64(24_000);
/** Renewed certificate, at most 8,000 base64 characters. A thief of the key could otherwise fill the chain. */
const renewedCertificate = forms.base64(8_000);
const protocolVersion = { type: 'integer', minimum: 1, maximum: 1_000 };
const code = pattern('^[A-Z][A-Z0-9_]{1,63}$');

export const bodySchemas: Readonly<Record<EntryKind, object>> = {
  root: closed({ fingerprint: forms.fingerprint, certificate }),
  protocol: closed({ min: protocolVersion, max: protocolVersion, profile: text(40) }),
  'state-key': closed({
    purpose: { enum: [...openpgpPurposes] },
    fingerprint: forms.fingerprint,
    certificate,
    ...validity,
  }),
  'note-key': closed({ purpose: { enum: [...notePurposes] }, vkey: text(300), ...validity }),
  'event-key': closed({ service: text(32), publicKey: forms.base64Of32, ...validity }),
  authority: closed({
    authority: forms.authority,
    name: text(200),
    keys: list(
      closed({
        compartment: { enum: [...compartments] },
        fingerprint: forms.fingerprint,
        certificate,
      }),
      compartments.length,
      1,
    ),
    ...validity,
  }),
  certificate: closed({ fingerprint: forms.fingerprint, certificate: renewedCertificate }),
  registrar: closed({
    registrar: forms.officer,
    fingerprint: forms.fingerprint,
    certificate,
    authorities: { ...list(forms.authority, 64, 1), uniqueItems: true },
    ...validity,
  }),
  officer: closed({
    officer: forms.officer,
    authority: forms.authority,
    fingerprint: forms.fingerprint,
    roles: { ...list({ enum: [...roles] }, roles.length, 1), uniqueItems: true },
    enrolment: forms.sha256,
    ...validity,
  }),
  'officer-suspended': closed({ officer: forms.officer, effective: forms.time }),
  posting: postingBodySchema,
  'duty-roster': dutyRosterBodySchema,
  'contact-point': closed({ authority: forms.authority, ...validity }),
  'authority-profile': profileBodySchema,
  'time-limits': timeLimitsBodySchema,
  peer: closed({
    peer: forms.state,
    rootFingerprint: forms.fingerprint,
    rootCertificate: certificate,
    linkId: forms.hex32,
    end: { enum: [1, 2] },
    transcriptSha256: forms.sha256,
  }),
  'peer-removed': closed({ peer: forms.state, linkId: forms.hex32 }),
  'broker-accepted': closed({ version: text(40) }),
  'policy-pack': policyPackSchema,
  hold: closed({ hold: forms.uuid7, thread: forms.uuid7, reason: code, basis: code }),
  'hold-lifted': closed({ hold: forms.uuid7, thread: forms.uuid7, basis: code }),
  erase: closed({ thread: forms.uuid7, basis: code }),
  'retention-rule': retentionRuleSchema,
};

const shape = schemaParser<Entry>(
  closed({
    typ: { const: 'liaise-directory-entry' },
    v: { const: 1 },
    chain: { enum: [...chains] },
    state: forms.state,
    kind: { enum: Object.keys(bodySchemas) },
    issuedAt: forms.time,
    body: { type: 'object' },
  }),
  'VALUE_INVALID',
);
const parsers: Partial<Record<EntryKind, (value: unknown) => unknown>> = {};

/** Parses an entry and checks its schema, but not whether the signers may sign. @throws KernelError VALUE_INVALID */
export function parseEntry(value: unknown): Entry {
  const entry = shape(value);
  (parsers[entry.kind] ??= schemaParser<EntryBodies[EntryKind]>(
    bodySchemas[entry.kind],
    'VALUE_INVALID',
  ))(entry.body);
  return entry;
}

export const isEntry = <K extends EntryKind>(entry: Entry, kind: K): entry is Entry<K> =>
  entry.kind === kind;
