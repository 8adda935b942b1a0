import { phrase, type Detail } from '#kernel';
import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import type { TSTInfo } from 'pkijs';
import { chainOf, isStrong, signatureDigest } from './chain.js';
import { StampError } from './errors.js';
import { goodDigests, oid, plainRsa } from './oids.js';
import { imprintOf } from './request.js';
import {
  attribute,
  octets,
  readResponse,
  type ReadToken,
  readToken,
  signerOf,
} from './response.js';
import { unrevoked } from './revocation.js';
import type { ReadCertificate, StampTrust } from './trust.js';

const mostAccuracyMs = 60_000;

export interface Asked {
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
  readonly now: Date;
}

export interface VerifiedStamp {
  readonly token: Buffer;
  readonly genTime: Date;
  readonly earliest: Date;
  readonly latest: Date;
  readonly policy: string;
  readonly serial: string;
  readonly chain: readonly Buffer[];
  readonly lists: readonly Buffer[];
}

const mismatch = (member: Detail): never => {
  throw new StampError('STAMP_MISMATCH', member);
};

/** Verifies the response to a time-stamp request, in the steps that the README of this library lists. @throws StampError */
export async function verifyStamp(
  response: Uint8Array,
  asked: Asked,
  trust: StampTrust,
): Promise<VerifiedStamp> {
  const read = readResponse(response);
  const { info } = read;
  compare(info, asked.bytes, trust.policy);
  const nonce = info.nonce?.valueBlock.valueHexView;
  if (nonce === undefined || !Buffer.from(asked.nonce).equals(nonce)) mismatch('nonce');
  return verified(read, trust, asked.now);
}

export interface VerifiedToken extends VerifiedStamp {
  readonly until: Date;
}

/**
 * Verifies a stored token at the token's own time: certificates and revocation lists must have been valid then. @throws
 * StampError
 */
export async function verifyToken(
  token: Uint8Array,
  bytes: Uint8Array,
  trust: StampTrust,
): Promise<VerifiedToken> {
  const read = readToken(token);
  compare(read.info, bytes, trust.policy);
  const stamp = await verified(read, trust, read.info.genTime);
  const ends = stamp.chain.map((der) => Date.parse(new X509Certificate(der).validTo));
  return { ...stamp, until: new Date(Math.min(...ends)) };
}

async function verified(read: ReadToken, trust: StampTrust, now: Date): Promise<VerifiedStamp> {
  const { info, token } = read;
  const signer = signerOf(read);
  assertSignature(read, signer);
  const chain = chainOf(signer, read.certificates, trust, [info.genTime, now]);
  const lists = await unrevoked(chain, trust, now);
  return {
    token,
    genTime: info.genTime,
    ...precision(info),
    policy: info.policy,
    serial: Buffer.from(info.serialNumber.valueBlock.valueHexView).toString('hex'),
    chain: chain.map(({ der }) => der),
    lists: lists.map(({ der }) => der),
  };
}

function compare(info: TSTInfo, bytes: Uint8Array, policy: string): void {
  if (info.version !== 1) mismatch('version');
  compareImprint(info, bytes);
  if (policy !== '' && info.policy !== policy) mismatch('policy');
  if ((info.extensions ?? []).some(({ critical }) => critical))
    mismatch(phrase`critical extension`);
  if (Number.isNaN(info.genTime.getTime())) mismatch('time');
}

function compareImprint({ messageImprint }: TSTInfo, bytes: Uint8Array): void {
  const { hashAlgorithm, hashedMessage } = messageImprint;
  if (hashAlgorithm.algorithmId !== oid.sha256) mismatch('imprint');
  if (!imprintOf(bytes).equals(hashedMessage.valueBlock.valueHexView)) mismatch('imprint');
}

function precision({ genTime, accuracy }: TSTInfo): { earliest: Date; latest: Date } {
  const { seconds = 0, millis = 0, micros = 0 } = accuracy ?? {};
  const within = seconds * 1_000 + millis + Math.ceil(micros / 1_000);
  if (!(within >= 0 && within <= mostAccuracyMs)) mismatch('accuracy');
  const resolution = genTime.getMilliseconds() === 0 ? 1_000 : 1;
  return {
    earliest: new Date(genTime.getTime() - within),
    latest: new Date(genTime.getTime() + within + resolution),
  };
}

/**
 * Verifies the signature over the signed attributes, and that the attributes state the digest of the content (RFC 5652,
 * section 5.6). @throws StampError STAMP_SIGNATURE_INVALID
 */
function assertSignature({ content, signer }: ReadToken, { x509 }: ReadCertificate): void {
  const bad = (member: Detail): never => {
    throw new StampError('STAMP_SIGNATURE_INVALID', member);
  };
  const { digestAlgorithm, signatureAlgorithm, signedAttrs, signature } = signer;
  const digest = goodDigests[digestAlgorithm.algorithmId];
  if (digest === undefined || signedAttrs === undefined) return bad('digest');
  const stated = octets(attribute(signer, oid.messageDigest));
  const found = createHash(digest).update(content).digest();
  if (stated === undefined || !found.equals(stated)) bad(phrase`message digest`);
  const isPlain = signatureAlgorithm.algorithmId === plainRsa;
  const hash = isPlain ? digest : signatureDigest(signatureAlgorithm);
  if (hash === undefined || !isStrong(x509.publicKey)) return bad('algorithm');
  const pss = {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  };
  const key = {
    key: x509.publicKey,
    ...(signatureAlgorithm.algorithmId === oid.rsaPss ? pss : {}),
  };
  // The signature covers the SET tag, which pkijs restores here.
  const signed = Buffer.from(signedAttrs.encodedValue);
  if (!verify(hash, signed, key, signature.valueBlock.valueHexView)) bad('signature');
}
