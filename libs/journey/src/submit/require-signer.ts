import { AccessError, type Session } from '#access';
import { signersOf, type Document } from '#kernel';

/**
 * What an officer may not sign would be kept back by the sealer, and until then stand here as said.
 * @throws AccessError PERMISSION_DENIED naming the roles
 */
export function requireSigner({ roles }: Session, document: Document): void {
  const signers = signersOf(document);
  if (!signers.some((role) => roles.includes(role)))
    throw new AccessError('PERMISSION_DENIED', signers.join(', '));
}
