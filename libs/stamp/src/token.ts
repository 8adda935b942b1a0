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

/** An authority that knows the time no better than that is of no use here. */
const mostAccuracyMs = 60_000;

/** Question that a token must answer. */
export interface Asked {
  /** Exact bytes under the imprint. */
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
  /** When the answer came, by the clock that is to be trusted: certificates must be in force then too. */
  readonly now: Date;
}

/** A token that proves what it should. */
export interface VerifiedStamp {
  /** TimeStampToken, exact bytes (DER): `openssl ts -verify -token_in`. */
  readonly token: Buffer;
  /** The time in the token. */
  readonly genTime: Date;
  /** Between which moments that time lies: its resolution and the accuracy it states. */
  readonly earliest: Date;
  readonly latest: Date;
  readonly policy: string;
  /** Serial number of the token, hexadecimal. */
  readonly serial: string;
  /** From the signer's certificate to the authority's, DER. */
  readonly chain: readonly Buffer[];
  /** Revocation lists that were looked at, DER; none when none are configured. */
  readonly lists: readonly Buffer[];
}

const mismatch = (member: string): never => {
  throw new StampError('STAMP_MISMATCH', member);
};

/**
 * Verifies a time-stamp response (see README). Costs a few milliseconds.
 * @throws StampError
 */
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

/** A kept token that proves what it should. */
export interface VerifiedToken extends VerifiedStamp {
  /** When the first certificate of its chain ends: from then on it proves nothing by itself. */
  readonly until: Date;
}

/**
 * Verifies a token that was kept, as of its own time: certificates in force then, unrevoked by lists of then.
 * @throws StampError
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

/** Remaining checks of a token that is of what it should be: signature, chain, revocation. */
async function verified(read: ReadToken, trust: StampTrust, now: Date): Promise<VerifiedStamp> {
  const { info, token } = read;
  const signer = signerOf(read);
  requireSignature(read, signer);
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
  if ((info.extensions ?? []).some(({ critical }) => critical)) mismatch('critical extension');
  if (Number.isNaN(info.genTime.getTime())) mismatch('time');
}

function compareImprint({ messageImprint }: TSTInfo, bytes: Uint8Array): void {
  const { hashAlgorithm, hashedMessage } = messageImprint;
  if (hashAlgorithm.algorithmId !== oid.sha256) mismatch('imprint');
  if (!imprintOf(bytes).equals(hashedMessage.valueBlock.valueHexView)) mismatch('imprint');
}

/** Without a fraction the time was cut to the second. */
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

/** RFC 5652 section 5.6: the attributes are signed, and one of them is the digest of the content. */
function requireSignature({ content, signer }: ReadToken, { x509 }: ReadCertificate): void {
  const bad = (member: string): never => {
    throw new StampError('STAMP_SIGNATURE_INVALID', member);
  };
  const { digestAlgorithm, signatureAlgorithm, signedAttrs, signature } = signer;
  const digest = goodDigests[digestAlgorithm.algorithmId];
  if (digest === undefined || signedAttrs === undefined) return bad('digest');
  const stated = octets(attribute(signer, oid.messageDigest));
  const found = createHash(digest).update(content).digest();
  if (stated === undefined || !found.equals(stated)) bad('message digest');
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
  // The tag of a SET stands in the place of the one that is written: pkijs has put it there.
  const signed = Buffer.from(signedAttrs.encodedValue);
  if (!verify(hash, signed, key, signature.valueBlock.valueHexView)) bad('signature');
}
