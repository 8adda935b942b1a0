import { TrustError, isJudgement } from '#chains';
import { X509Certificate } from 'node:crypto';
import {
  parseFingerprint,
  parseLinkId,
  parseSha256,
  parseStateCode,
  type DirectoryPoint,
  type Fingerprint,
  type LinkId,
  type StateCode,
  phrase,
  type Detail,
  causeDetail,
} from '#kernel';
import { parseCertificate } from '#seal';
import { canonicalJson, parseCanonicalJson } from '#wire';

export interface Listening {
  readonly end: 1;
  readonly host: string;
  readonly port: number;
}
export interface Connecting {
  readonly end: 2;
  readonly leafPublicKey: string;
}

const cardTypes = ['liaise-invitation', 'liaise-acceptance'] as const;

/**
 * Card of a State for a future neighbour, without secrets. Untrusted channels may carry the card, because trust comes only
 * from comparing the twelve words.
 */
export interface Card {
  readonly typ: (typeof cardTypes)[number];
  readonly v: 1;
  readonly state: StateCode;
  readonly rootFingerprint: Fingerprint;
  readonly rootCertificate: string;
  readonly linkId: LinkId;
  readonly border: Listening | Connecting;
  readonly linkAuthority: string;
  readonly nonce: string;
  readonly protocol: { readonly min: number; readonly max: number };
  readonly directory: DirectoryPoint;
}

const limits = { bytes: 64 * 1024, depth: 4 } as const;
const invalid = (member: Detail, cause?: unknown): TrustError =>
  new TrustError('CEREMONY_INVALID', member, cause);

type Bag = Readonly<Record<string, unknown>>;

function bag(value: unknown, name: Detail, members: readonly string[]): Bag {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(name);
  const found = Object.keys(value).sort();
  if (found.join() !== [...members].sort().join()) throw invalid(phrase`${name} members`);
  return value as Bag;
}

function text(value: unknown, name: Detail, form: RegExp): string {
  if (typeof value !== 'string' || !form.test(value)) throw invalid(name);
  return value;
}

function integer(value: unknown, name: Detail, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    throw invalid(name);
  return value;
}

const hostName = /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.:-]*[A-Za-z0-9])?$/;
const nkey = /^U[A-Z2-7]{55}$/;
const nonce = /^[0-9a-f]{32}$/;
const base64 = /^(?:[A-Za-z0-9+/]{4}){1,6000}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const pem =
  /^-----BEGIN CERTIFICATE-----\n(?:[A-Za-z0-9+/=]{1,76}\n){1,100}-----END CERTIFICATE-----\n?$/;

function border(value: unknown): Listening | Connecting {
  const end = typeof value === 'object' && value !== null && 'end' in value ? value.end : undefined;
  if (end === 1) {
    const { host, port } = bag(value, 'border', ['end', 'host', 'port']);
    return {
      end,
      host: text(host, 'border.host', hostName),
      port: integer(port, 'border.port', 1, 65_535),
    };
  }
  if (end !== 2) throw invalid('border.end');
  const { leafPublicKey } = bag(value, 'border', ['end', 'leafPublicKey']);
  return { end, leafPublicKey: text(leafPublicKey, 'border.leafPublicKey', nkey) };
}

function protocol(value: unknown): Card['protocol'] {
  const range = bag(value, 'protocol', ['min', 'max']);
  const min = integer(range['min'], 'protocol.min', 1, 1000);
  return { min, max: integer(range['max'], 'protocol.max', min, 1000) };
}

function point(value: unknown): DirectoryPoint {
  const { version, head } = bag(value, 'directory', ['version', 'head']);
  return {
    version: integer(version, 'directory.version', 1, 1_000_000),
    head: parseSha256(head),
  };
}

function linkAuthority(value: unknown): string {
  const certificate = text(value, 'linkAuthority', pem);
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(certificate);
  } catch (cause) {
    throw invalid('linkAuthority', cause);
  }
  if (!parsed.ca) throw invalid(phrase`linkAuthority: not an authority`);
  return certificate;
}

const members = [
  ...['typ', 'v', 'state', 'rootFingerprint', 'rootCertificate', 'linkId', 'border'],
  ...['linkAuthority', 'nonce', 'protocol', 'directory'],
];

async function check(value: unknown, typ: Card['typ']): Promise<Card> {
  const card = bag(value, 'file', members);
  const found = cardTypes.find((each) => each === card['typ']);
  // A type is repeated only if it is a known one: the file is a stranger's, and its words reach a terminal.
  if (found !== typ)
    throw invalid(phrase`typ: found ${found ?? phrase`an unknown one`}; allowed: ${typ}`);
  if (card['v'] !== 1) throw invalid(phrase`v: allowed: 1`);
  const rootFingerprint = parseFingerprint(card['rootFingerprint']);
  const rootCertificate = text(card['rootCertificate'], 'rootCertificate', base64);
  const root = await parseCertificate(Buffer.from(rootCertificate, 'base64'));
  if (root.fingerprint !== rootFingerprint) throw invalid(phrase`rootCertificate: another key`);
  return {
    typ,
    v: 1,
    state: parseStateCode(card['state']),
    rootFingerprint,
    rootCertificate,
    linkId: parseLinkId(card['linkId']),
    border: border(card['border']),
    linkAuthority: linkAuthority(card['linkAuthority']),
    nonce: text(card['nonce'], 'nonce', nonce),
    protocol: protocol(card['protocol']),
    directory: point(card['directory']),
  };
}

async function checked(value: () => unknown, typ: Card['typ']): Promise<Card> {
  try {
    return await check(value(), typ);
  } catch (error) {
    if (error instanceof TrustError || !isJudgement(error)) throw error;
    throw invalid(causeDetail(error), error);
  }
}

/** Parses an invitation or an acceptance. @throws TrustError CEREMONY_INVALID naming the member */
export const readCard = (bytes: Uint8Array, typ: Card['typ']): Promise<Card> =>
  checked(() => parseCanonicalJson(bytes, limits), typ);

export async function writeCard(card: Card): Promise<Uint8Array> {
  return canonicalJson(await checked(() => card, card.typ));
}
