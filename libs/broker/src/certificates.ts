import type { CertificateRequest, KeyedCertificate, Validity } from './x509-certificates.js';

// Loaded on demand: only the command line makes certificates, and loading takes a tenth of a second.
const making = () => import('./x509-certificates.js');

/** Makes a private certificate authority that can issue end-entity certificates only (path length 0). */
export async function createAuthority(
  request: Validity & { readonly name: string },
): Promise<KeyedCertificate> {
  return (await making()).createAuthority(request);
}

/** @throws LAYOUT_INVALID if a name, host or period is invalid */
export async function issueCertificate(
  authority: KeyedCertificate,
  request: CertificateRequest,
): Promise<KeyedCertificate> {
  return (await making()).issueCertificate(authority, request);
}
