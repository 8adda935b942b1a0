import { phrase, type Fingerprint } from '#kernel';
import { TrustError } from '#chains';
import { parseCertificate, type Certificate } from '#seal';
import type { Tx } from '#store';
import { sha256 } from '#wire';

const maxVersions = 16;

export interface CertificateRow {
  readonly certificate: Buffer;
  readonly sha256: string;
}

export const certificateSql = (fingerprint: string): string =>
  `select certificate, sha256 from trust.certificate where fingerprint = ${fingerprint}
    order by recorded_at desc, sha256 limit 1`;

export async function findCertificate(
  tx: Tx,
  fingerprint: Fingerprint,
): Promise<Certificate | undefined> {
  const [row] = await tx.query<CertificateRow>(certificateSql('$1'), [fingerprint]);
  return row === undefined ? undefined : checkedCertificate(row, fingerprint);
}

/**
 * Verifies fingerprint and hash of a stored certificate, so that an altered row cannot replace a certificate. @throws
 * TrustError TRUST_CERTIFICATE_CHANGED
 */
export async function checkedCertificate(
  row: CertificateRow,
  fingerprint: Fingerprint,
): Promise<Certificate> {
  if (sha256(row.certificate) !== row.sha256) throw new TrustError('TRUST_CERTIFICATE_CHANGED');
  let certificate: Certificate;
  try {
    certificate = await parseCertificate(row.certificate);
  } catch (cause) {
    throw new TrustError('TRUST_CERTIFICATE_CHANGED', undefined, cause);
  }
  if (certificate.fingerprint !== fingerprint) throw new TrustError('TRUST_CERTIFICATE_CHANGED');
  return certificate;
}

/**
 * Stores a certificate under `expected`, the fingerprint in a directory entry; stores the same bytes only once. @throws
 * SealError if the certificate is not accepted; TrustError TRUST_CERTIFICATE_FOREIGN if its fingerprint is not `expected`,
 * TRUST_CERTIFICATE_LIMIT if 16 other versions of the certificate are stored
 */
export async function bindCertificate(
  tx: Tx,
  expected: Fingerprint,
  input: Uint8Array,
): Promise<Certificate> {
  const certificate = await parseCertificate(input);
  if (certificate.fingerprint !== expected) throw new TrustError('TRUST_CERTIFICATE_FOREIGN');
  const hash = sha256(certificate.bytes);
  const kept = await tx.query<{ sha256: string }>(
    'select sha256 from trust.certificate where fingerprint = $1',
    [expected],
  );
  if (kept.some((row) => row.sha256 === hash)) return certificate;
  if (kept.length >= maxVersions)
    throw new TrustError('TRUST_CERTIFICATE_LIMIT', phrase`${maxVersions} versions`);
  await tx.query(
    `insert into trust.certificate (fingerprint, sha256, certificate) values ($1, $2, $3)
     on conflict do nothing`,
    [expected, hash, certificate.bytes],
  );
  return certificate;
}
