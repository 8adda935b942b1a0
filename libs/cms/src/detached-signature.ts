import { phrase, type Detail } from '#kernel';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { der, integer, nothing, objectId, octetString, sequence, setOf } from '#stamp';
import { membersOf, type Read, readDer } from './der.js';
import { CmsError } from './errors.js';
import { type Algorithm, algorithmOf, type Sealer } from './sealer.js';

const ids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  keyUsage: '2.5.29.15',
} as const;

const unfit = (detail: Detail, cause?: unknown): CmsError =>
  new CmsError('X509_KEY_UNFIT', detail, cause);

const attribute = (id: string, value: Uint8Array): Buffer => sequence(objectId(id), setOf(value));

interface Issued {
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly extensions: readonly Read[];
}

function issuedOf(certificate: Uint8Array): Issued {
  const [body] = membersOf(readDer(certificate)[0]);
  const members = membersOf(body);
  const [serial, , issuer] = members.filter(({ tag }) => tag !== 0xa0);
  if (serial === undefined || issuer === undefined) throw unfit('certificate');
  const [extensions] = membersOf(members.find(({ tag }) => tag === 0xa3));
  return { serial: serial.bytes, issuer: issuer.bytes, extensions: membersOf(extensions) };
}

export function maySign(certificate: Uint8Array): boolean {
  const usage = issuedOf(certificate)
    .extensions.map((extension) => membersOf(extension))
    .find(([id]) => id !== undefined && objectId(ids.keyUsage).equals(id.bytes));
  if (usage === undefined) return true;
  const [bits] = membersOf(usage.at(-1));
  return ((bits?.content[1] ?? 0) & 0xc0) !== 0;
}

function requireFit(certificate: Uint8Array, at: Date): X509Certificate {
  const read = new X509Certificate(certificate);
  if (at < new Date(read.validFrom) || at > new Date(read.validTo))
    throw unfit(phrase`certificate in force from ${read.validFrom} to ${read.validTo}`);
  if (!maySign(certificate)) throw unfit(phrase`key usage`);
  return read;
}

export function certificateName(certificate: Uint8Array): Buffer {
  const { serial, issuer } = issuedOf(certificate);
  return sequence(issuer, serial);
}

/**
 * Attribute that binds the certificate to the signature (ESSCertIDv2, RFC 5035). Names no hash algorithm, because SHA-256 is
 * the default.
 */
function signingCertificate(certificate: Uint8Array): Buffer {
  const { serial, issuer } = issuedOf(certificate);
  const hash = octetString(createHash('sha256').update(certificate).digest());
  const names = sequence(der(0xa4, issuer));
  return sequence(sequence(sequence(hash, sequence(names, serial))));
}

const digestOf = ({ hashId }: Algorithm): Buffer => sequence(objectId(hashId));

// Two-digit years up to 2049, four digits from then on (RFC 5652, section 11.3).
function timeOf(at: Date): Buffer {
  const text = `${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  return at.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(text.slice(2)))
    : der(0x18, Buffer.from(text));
}

export interface Signed {
  readonly digest: Uint8Array;
  readonly certificate: Uint8Array;
  readonly time: Date | undefined;
}

export const attributesOf = ({ digest, certificate, time }: Signed): Buffer =>
  setOf(
    attribute(ids.contentType, objectId(ids.data)),
    ...(time === undefined ? [] : [attribute(ids.signingTime, timeOf(time))]),
    attribute(ids.messageDigest, octetString(digest)),
    attribute(ids.signingCertificateV2, signingCertificate(certificate)),
  );

export function framed(
  chain: readonly Uint8Array[],
  algorithm: Algorithm,
  attributes: Uint8Array,
  value: Uint8Array,
): Buffer {
  const [own] = chain;
  if (own === undefined) throw unfit(phrase`no certificate`);
  const parameters = algorithm.isRsa ? [nothing] : [];
  const signer = sequence(
    ...[integer(1), certificateName(own), digestOf(algorithm)],
    der(0xa0, readDer(attributes)[0]?.content ?? attributes),
    sequence(objectId(algorithm.signatureId), ...parameters),
    octetString(value),
  );
  const signedData = sequence(
    ...[integer(1), setOf(digestOf(algorithm)), sequence(objectId(ids.data))],
    der(0xa0, ...[...chain].sort((a, b) => Buffer.compare(a, b))),
    setOf(signer),
  );
  return sequence(objectId(ids.signedData), der(0xa0, signedData));
}

async function signed(
  sealer: Sealer,
  attributes: Buffer,
  certificate: X509Certificate,
): Promise<Uint8Array> {
  const { hash } = algorithmOf(certificate.publicKey);
  const value = await sealer.sign(attributes, hash);
  if (!verify(hash, attributes, certificate.publicKey, value))
    throw unfit(phrase`the key is not that of the certificate`);
  return value;
}

/**
 * Makes a detached CAdES signature (baseline B) over `parts` and verifies it. `TIME` includes the signing time (EN 319
 * 122-1); `NO_TIME` (PDF, EN 319 142-1) omits the time. @throws CmsError
 */
export async function detachedSignature(
  parts: readonly Uint8Array[],
  sealer: Sealer,
  at: Date,
  says: 'TIME' | 'NO_TIME',
): Promise<Buffer> {
  const [own] = sealer.chain;
  if (own === undefined) throw unfit(phrase`no certificate`);
  const certificate = requireFit(own, at);
  const algorithm = algorithmOf(certificate.publicKey);
  const hash = createHash(algorithm.hash);
  for (const part of parts) hash.update(part);
  const time = says === 'TIME' ? at : undefined;
  const attributes = attributesOf({ digest: hash.digest(), certificate: own, time });
  const value = await signed(sealer, attributes, certificate);
  return framed(sealer.chain, algorithm, attributes, value);
}
