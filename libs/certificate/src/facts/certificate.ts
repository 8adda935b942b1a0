import {
  closed,
  day,
  truth,
  type Fingerprint,
  forms,
  list,
  oneOf,
  orNull,
  pattern,
  schemaParser,
  type AuthorityId,
  type LinkId,
  type Sha256,
  type Sha512,
  type StateCode,
  text,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { type HealthSummary, mostSummed } from '#admissibility';
import { canonicalJson, parseCanonicalJson } from '#wire';
import { type Language, languages } from '../profiles/texts.js';

export interface Custodian {
  readonly name: string;
  readonly office: string;
}

export interface Certificate {
  readonly typ: 'liaise-certificate';
  readonly v: 1;
  readonly exhibit: string;
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly neighbour: StateCode;
  readonly link: LinkId;
  readonly thread: ThreadId;
  readonly package: { readonly size: number; readonly sha512: Sha512 };
  readonly custodian: Custodian;
  readonly certifiedAt: Timestamp;
  readonly software: { readonly gathered: string; readonly certified: string };
  readonly period: { readonly from: Timestamp; readonly to: Timestamp };
  readonly counts: {
    readonly sent: number;
    readonly received: number;
    readonly leaves: number;
    readonly shown: number;
    readonly withheld: {
      readonly events: number;
      readonly files: number;
      readonly fields: number;
      readonly unnamed: number;
    };
  };
  readonly files: readonly { readonly name: string; readonly sha512: Sha512 }[];
  readonly log: { readonly origin: string; readonly size: number; readonly root: string };
  readonly tokens: readonly { readonly size: number | null; readonly time: Timestamp }[];
  readonly verified: {
    readonly at: Timestamp;
    readonly checks: readonly string[];
    readonly roots: readonly { readonly state: StateCode; readonly fingerprint: Fingerprint }[];
    readonly authorities: readonly Sha256[];
  };
  readonly health: HealthSummary | null;
  readonly profile: {
    readonly id: string;
    readonly version: number;
    readonly sha256: Sha256;
    readonly language: Language;
    readonly reviewedBy: {
      readonly name: string;
      readonly office: string;
      readonly on: string;
    } | null;
  };
  readonly declared: { readonly notConclusory: boolean };
  readonly method: readonly string[];
  readonly statements: readonly string[];
}

export const certificateLimits = { files: 20_000, tokens: 65, statements: 20 } as const;
const limits = { bytes: 2 ** 23, depth: 5 } as const;

const line = text(200);
const paragraphs = list(text(1_000), certificateLimits.statements, 1);

const word = pattern('^[A-Za-z][A-Za-z0-9_-]{0,47}$');
const health = closed({
  entries: forms.count,
  services: list(
    closed({
      ...{ service: word, beats: forms.count, expected: forms.count, starts: forms.count },
      ...{ changes: forms.count, gapMs: forms.count },
    }),
    mostSummed,
  ),
  faults: list(closed({ service: word, code: word, count: forms.count }), mostSummed),
  gaps: list(closed({ from: forms.time, until: forms.time }), mostSummed),
  others: forms.count,
});

const parse = schemaParser<Certificate>(
  closed({
    typ: { const: 'liaise-certificate' },
    v: { const: 1 },
    exhibit: pattern('^[a-z0-9][a-z0-9.-]{0,63}$'),
    state: forms.state,
    authority: forms.authority,
    neighbour: forms.state,
    link: forms.hex32,
    thread: forms.uuid7,
    package: closed({ size: forms.number, sha512: forms.sha512 }),
    custodian: closed({ name: line, office: line }),
    certifiedAt: forms.time,
    software: closed({ gathered: text(40), certified: text(40) }),
    period: closed({ from: forms.time, to: forms.time }),
    counts: closed({
      sent: forms.count,
      received: forms.count,
      leaves: forms.number,
      shown: forms.count,
      withheld: closed({
        events: forms.count,
        files: forms.count,
        fields: forms.count,
        unnamed: forms.count,
      }),
    }),
    files: list(
      closed({ name: pattern('^[A-Za-z0-9@._/-]{1,200}$'), sha512: forms.sha512 }),
      certificateLimits.files,
      1,
    ),
    log: closed({ origin: text(255), size: forms.number, root: forms.base64Of32 }),
    tokens: list(
      closed({ size: orNull(forms.number), time: forms.time }),
      certificateLimits.tokens,
      1,
    ),
    verified: closed({
      at: forms.time,
      checks: list(pattern('^V[0-9]{2}$'), 32, 1),
      roots: list(closed({ state: forms.state, fingerprint: forms.fingerprint }), 2, 2),
      authorities: list(forms.sha256, 8, 1),
    }),
    health: orNull(health),
    profile: closed({
      id: pattern('^[a-z][a-z0-9-]{1,31}$'),
      version: forms.number,
      sha256: forms.sha256,
      language: oneOf(languages),
      reviewedBy: orNull(closed({ name: line, office: line, on: day })),
    }),
    declared: closed({ notConclusory: truth }),
    method: paragraphs,
    statements: paragraphs,
  }),
  'VALUE_INVALID',
);

/**
 * Characters permitted in the custodian's `name` and `office`. Excludes control and format characters, which could hide or
 * reorder text.
 */
const plain = /^[\p{L}\p{M}\p{N}\p{P}\p{Zs}\p{S}]+$/u;

const isPlain = (said: string): boolean =>
  plain.test(said) && said.normalize('NFC') === said && said.trim() === said;

function coherent(certificate: Certificate): Certificate {
  const { custodian, files, period } = certificate;
  for (const member of ['name', 'office'] as const)
    if (!isPlain(custodian[member])) throw new RangeError(`custodian.${member}`);
  const names = files.map(({ name }) => name);
  if (names.some((name, i) => i > 0 && name <= (names[i - 1] ?? ''))) throw new RangeError('files');
  if (period.to < period.from) throw new RangeError('period');
  return certificate;
}

export const decodeCertificate = (bytes: Uint8Array): Certificate =>
  coherent(parse(parseCanonicalJson(bytes, limits)));

export const encodeCertificate = (certificate: Certificate): Uint8Array =>
  canonicalJson(coherent(parse(certificate)));
