import { createHash, verify, X509Certificate } from 'node:crypto';
import { CertificateError } from '../errors.js';
import { der, integer, nothing, objectId, octetString, sequence, setOf } from '#stamp';
import { membersOf, type Read, readDer } from './der.js';
import { type Algorithm, algorithmOf, type Sealer } from './sealer.js';

const ids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  keyUsage: '2.5.29.15',
} as const;

const unfit = (detail: string, cause?: unknown): CertificateError =>
  new CertificateError('CERTIFICATE_KEY_UNFIT', detail, cause);

const attribute = (id: string, value: Uint8Array): Buffer => sequence(objectId(id), setOf(value));

interface Issued {
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly extensions: readonly Read[];
}

/** Serial number, issuer and extensions as they stand in a certificate. */
function issuedOf(certificate: Uint8Array): Issued {
  const [body] = membersOf(readDer(certificate)[0]);
  const members = membersOf(body);
  const [serial, , issuer] = members.filter(({ tag }) => tag !== 0xa0);
  if (serial === undefined || issuer === undefined) throw unfit('certificate');
  const [extensions] = membersOf(members.find(({ tag }) => tag === 0xa3));
  return { serial: serial.bytes, issuer: issuer.bytes, extensions: membersOf(extensions) };
}

/** Whether a key may sign by its certificate: digitalSignature or nonRepudiation, or no word of it. */
function maySign({ extensions }: Issued): boolean {
  const usage = extensions
    .map((extension) => membersOf(extension))
    .find(([id]) => id !== undefined && objectId(ids.keyUsage).equals(id.bytes));
  if (usage === undefined) return true;
  const [bits] = membersOf(usage.at(-1));
  return ((bits?.content[1] ?? 0) & 0xc0) !== 0;
}

/** Certificate of the sealing key, in force at the time of the seal. */
function requireFit(certificate: Uint8Array, at: Date): X509Certificate {
  const read = new X509Certificate(certificate);
  if (at < new Date(read.validFrom) || at > new Date(read.validTo))
    throw unfit(`certificate in force from ${read.validFrom} to ${read.validTo}`);
  if (!maySign(issuedOf(certificate))) throw unfit('key usage');
  return read;
}

/** ESSCertIDv2 (RFC 5035): binds the certificate to the signature. SHA-256 is its default and goes unsaid. */
function signingCertificate(certificate: Uint8Array): Buffer {
  const { serial, issuer } = issuedOf(certificate);
  const hash = octetString(createHash('sha256').update(certificate).digest());
  const names = sequence(der(0xa4, issuer));
  return sequence(sequence(sequence(hash, sequence(names, serial))));
}

const digestOf = ({ hashId }: Algorithm): Buffer => sequence(objectId(hashId));

async function signed(
  sealer: Sealer,
  attributes: Buffer,
  certificate: X509Certificate,
): Promise<Uint8Array> {
  const { hash } = algorithmOf(certificate.publicKey);
  const value = await sealer.sign(attributes, hash);
  if (!verify(hash, attributes, certificate.publicKey, value))
    throw unfit('the key is not that of the certificate');
  return value;
}

/**
 * A detached CAdES signature, baseline B of PAdES: content type, hash and certificate are signed; the time stands in the document,
 * for EN 319 142-1 forbids it here.
 * @throws CertificateError
 */
export async function detachedSignature(
  parts: readonly Uint8Array[],
  sealer: Sealer,
  at: Date,
): Promise<Buffer> {
  const [own] = sealer.chain;
  if (own === undefined) throw unfit('no certificate');
  const certificate = requireFit(own, at);
  const algorithm = algorithmOf(certificate.publicKey);
  const hash = createHash(algorithm.hash);
  for (const part of parts) hash.update(part);
  const attributes = setOf(
    attribute(ids.contentType, objectId(ids.data)),
    attribute(ids.messageDigest, octetString(hash.digest())),
    attribute(ids.signingCertificateV2, signingCertificate(own)),
  );
  const value = await signed(sealer, attributes, certificate);
  const { serial, issuer } = issuedOf(own);
  const parameters = algorithm.isRsa ? [nothing] : [];
  const signer = sequence(
    ...[integer(1), sequence(issuer, serial), digestOf(algorithm)],
    der(0xa0, readDer(attributes)[0]?.content ?? attributes),
    sequence(objectId(algorithm.signatureId), ...parameters),
    octetString(value),
  );
  const signedData = sequence(
    ...[integer(1), setOf(digestOf(algorithm)), sequence(objectId(ids.data))],
    der(0xa0, ...[...sealer.chain].sort((a, b) => Buffer.compare(a, b))),
    setOf(signer),
  );
  return sequence(objectId(ids.signedData), der(0xa0, signedData));
}
