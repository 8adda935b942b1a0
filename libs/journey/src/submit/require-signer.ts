import { AccessError, type Session } from '#access';
import { signersOf, type Document } from '#kernel';

/**
 * Refuses a signer without the role now, since the sealer would silently keep the document back later. @throws AccessError
 * PERMISSION_DENIED naming the roles
 */
export function requireSigner({ roles }: Session, document: Document): void {
  const signers = signersOf(document);
  if (!signers.some((role) => roles.includes(role)))
    throw new AccessError('PERMISSION_DENIED', signers.join(', '));
}
