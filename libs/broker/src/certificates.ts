import type { CertificateRequest, KeyedCertificate, Validity } from './x509-certificates.js';

// Loaded by who makes certificates, the command line: no service does, and each would begin a tenth of a second later.
const making = () => import('./x509-certificates.js');

/** A private certificate authority that may issue leaf certificates only (path length 0). */
export async function createAuthority(
  request: Validity & { readonly name: string },
): Promise<KeyedCertificate> {
  return (await making()).createAuthority(request);
}

/**
 * A leaf certificate of `authority` with a new key.
 * @throws LAYOUT_INVALID on a name, host or period that cannot stand in a certificate.
 */
export async function issueCertificate(
  authority: KeyedCertificate,
  request: CertificateRequest,
): Promise<KeyedCertificate> {
  return (await making()).issueCertificate(authority, request);
}
