import { phrase } from '#kernel';
import { X509Certificate } from 'node:crypto';
import { Certificate, CertificateRevocationList } from 'pkijs';
import { parseDer } from './der.js';
import { StampError } from './errors.js';

export interface ReadCertificate {
  readonly der: Buffer;
  readonly x509: X509Certificate;
  readonly asn1: Certificate;
}

export interface ReadList {
  readonly der: Buffer;
  readonly asn1: CertificateRevocationList;
}

export interface StampTrust {
  readonly anchors: readonly ReadCertificate[];
  readonly between: readonly ReadCertificate[];
  readonly lists: readonly ReadList[] | undefined;
  readonly policy: string;
}

const mostNodes = 2_000;
const mostListNodes = 1_000_000;
const mostFiles = 32;

export function readCertificate(der: Buffer): ReadCertificate {
  try {
    const asn1 = new Certificate({ schema: parseDer(der, mostNodes) });
    return { der, x509: new X509Certificate(der), asn1 };
  } catch (cause) {
    throw new StampError('STAMP_MALFORMED', 'certificate', cause);
  }
}

/**
 * Reads authorities and revocation lists from PEM; undefined `lists` turns revocation checks off. @throws StampError
 * STAMP_TRUST_INVALID
 */
export function readStampTrust(
  certificates: string,
  lists: string | undefined,
  policy: string,
): StampTrust {
  try {
    const all = blocks(certificates, 'CERTIFICATE').map(readCertificate);
    const anchors = all.filter(isAnchor);
    if (anchors.length === 0)
      throw new StampError('STAMP_TRUST_INVALID', phrase`no self-signed authority`);
    const found = lists === undefined ? undefined : blocks(lists, 'X509 CRL').map(readList);
    if (found?.length === 0)
      throw new StampError('STAMP_TRUST_INVALID', phrase`no revocation list`);
    return { anchors, between: all.filter((one) => !isAnchor(one)), lists: found, policy };
  } catch (cause) {
    if (cause instanceof StampError && cause.code === 'STAMP_TRUST_INVALID') throw cause;
    throw new StampError('STAMP_TRUST_INVALID', undefined, cause);
  }
}

const readList = (der: Buffer): ReadList => ({
  der,
  asn1: new CertificateRevocationList({ schema: parseDer(der, mostListNodes) }),
});

const isAnchor = ({ x509 }: ReadCertificate): boolean =>
  x509.ca && x509.checkIssued(x509) && x509.verify(x509.publicKey);

// RFC 7468: lines of 64 characters.
export function pemOf(der: Uint8Array, label: 'CERTIFICATE' | 'X509 CRL'): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

function blocks(pem: string, label: string): Buffer[] {
  const form = new RegExp(
    `-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`,
    'g',
  );
  const found = [...pem.matchAll(form)].map(([, text = '']) => Buffer.from(text, 'base64'));
  if (found.length > mostFiles)
    throw new StampError('STAMP_TRUST_INVALID', phrase`more than ${mostFiles} in one file`);
  return found;
}
