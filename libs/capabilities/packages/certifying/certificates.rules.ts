import type { CertificateFact } from '#admissibility';
import { ExchangeError } from '#threads';
import { type CertificateFailure, packageBounds } from '../packages.lists.js';

/**
 * Why a certificate is not taken into the record; undefined: it is. What the profile says of it, and whether anybody knows the authority
 * of its seal, the report says. Pure.
 */
export function certificateFailure(fact: CertificateFact): CertificateFailure | undefined {
  if (!fact.isReadable) return 'PACKAGE_CERTIFICATE_UNREADABLE';
  if (!fact.isOfPackage) return 'PACKAGE_CERTIFICATE_OTHER';
  if (fact.seal === 'NONE') return 'PACKAGE_CERTIFICATE_UNSEALED';
  return undefined;
}

/** Facts by which a certificate is taken from an officer. */
export interface GiveFacts {
  /** Certificates that the package was given before. */
  readonly given: number;
  /** One of them waits to be judged. */
  readonly isWaiting: boolean;
}

/** Why a certificate is not taken from an officer; undefined: it is. Pure. */
export function giveRefusal({ given, isWaiting }: GiveFacts): ExchangeError | undefined {
  if (isWaiting) return new ExchangeError('PACKAGES_SPENT', 'a certificate of it is being judged');
  if (given < packageBounds.certificates) return undefined;
  return new ExchangeError(
    'PACKAGE_IMPOSSIBLE',
    `${packageBounds.certificates} certificates of it`,
  );
}
