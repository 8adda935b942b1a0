import { AccessError, type Session } from '#access';
import { signersOf, type Document } from '#kernel';

/**
 * Refuses a signer who has none of the needed roles, so that the officer learns this now and not only at sealing. @throws
 * AccessError PERMISSION_DENIED naming the roles
 */
export function assertSigner({ roles }: Session, document: Document): void {
  const signers = signersOf(document);
  if (!signers.some((role) => roles.includes(role)))
    throw new AccessError('PERMISSION_DENIED', signers.join(', '));
}
