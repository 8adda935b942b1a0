import { phrase } from '#kernel';
import type { CertificateFact } from '#admissibility';
import { ExchangeError } from '#threads';
import { type CertificateFailure, packageBounds } from '../packages.lists.js';

/** Returns why a custodian's certificate is refused; undefined when accepted. Accepts a seal of an unknown issuer. */
export function certificateFailure(fact: CertificateFact): CertificateFailure | undefined {
  if (!fact.isReadable) return 'PACKAGE_CERTIFICATE_UNREADABLE';
  if (!fact.isOfPackage) return 'PACKAGE_CERTIFICATE_OTHER';
  if (fact.seal === 'NONE') return 'PACKAGE_CERTIFICATE_UNSEALED';
  return undefined;
}

export interface GiveFacts {
  readonly given: number;
  readonly isWaiting: boolean;
}

export function giveRefusal({ given, isWaiting }: GiveFacts): ExchangeError | undefined {
  if (isWaiting)
    return new ExchangeError('PACKAGES_SPENT', phrase`a certificate of it is being judged`);
  if (given < packageBounds.certificates) return undefined;
  return new ExchangeError(
    'PACKAGE_IMPOSSIBLE',
    phrase`${packageBounds.certificates} certificates of it`,
  );
}
