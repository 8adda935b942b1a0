import { phrase } from '#kernel';
import 'reflect-metadata';
import { isAddress } from './hosts.js';
import { BrokerError } from './errors.js';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  AuthorityKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  type JsonGeneralName,
} from '@peculiar/x509';

// P-256, not Ed25519: nats-server, Node, browsers and curl all accept it for TLS.
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Validity period of a certificate; both ends are inclusive. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export type CertificateUse = 'server' | 'client' | 'both';

export interface CertificateRequest extends Validity {
  /** Common name for people to read; software must not identify the owner by this name. */
  readonly name: string;
  readonly hosts: readonly string[];
  readonly use: CertificateUse;
  /** Identity of the certificate's owner as a `urn:`, for example `urn:liaise:link:<id>:XA`. */
  readonly uri?: string;
}

// RFC 5280, section 4.1.2.2: positive, at most 20 octets. 128 random bits after a leading 01.
const serialNumber = (): string => `01${randomBytes(16).toString('hex')}`;

// Escapes by RFC 4514, so that a name can never add a second attribute.
function commonName(name: string): string {
  if (!/^[\p{L}\p{N} ._-]{1,64}$/u.test(name))
    throw new BrokerError(
      'LAYOUT_INVALID',
      phrase`a certificate name must be 1 to 64 letters, digits, spaces, dots or dashes`,
    );
  return `CN=${name}`;
}

function check(validity: Validity): void {
  if (!(validity.notBefore.getTime() < validity.notAfter.getTime()))
    throw new BrokerError('LAYOUT_INVALID', phrase`a certificate must end after it begins`);
}

const generate = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key);
  return `${PemConverter.encode(bytes, 'PRIVATE KEY')}\n`;
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [bytes] = PemConverter.decode(pem);
  if (bytes === undefined)
    throw new BrokerError('LAYOUT_INVALID', phrase`the certificate authority key is not PEM`);
  return webcrypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']);
}

export async function createAuthority(
  request: Validity & { readonly name: string },
): Promise<KeyedCertificate> {
  check(request);
  const keys = await generate();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: commonName(request.name),
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      keys,
      signingAlgorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

function usages(use: CertificateUse): ExtendedKeyUsage[] {
  const list: ExtendedKeyUsage[] = [];
  if (use !== 'client') list.push(ExtendedKeyUsage.serverAuth);
  if (use !== 'server') list.push(ExtendedKeyUsage.clientAuth);
  return list;
}

function alternativeNames(request: CertificateRequest): JsonGeneralName[] {
  const names = request.hosts.map((value): JsonGeneralName =>
    isAddress(value) ? { type: 'ip', value } : { type: 'dns', value },
  );
  return request.uri === undefined ? names : [...names, { type: 'url', value: request.uri }];
}

export async function issueCertificate(
  authority: KeyedCertificate,
  request: CertificateRequest,
): Promise<KeyedCertificate> {
  check(request);
  if (request.use !== 'client' && request.hosts.length === 0)
    throw new BrokerError('LAYOUT_INVALID', phrase`a server certificate needs at least one host`);
  const issuer = new X509Certificate(authority.certificate);
  const keys = await generate();
  const names = alternativeNames(request);
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: commonName(request.name),
      issuer: issuer.subject,
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      publicKey: keys.publicKey,
      signingKey: await importKey(authority.key),
      signingAlgorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension(usages(request.use)),
        ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
        await AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}
