import type { Right } from '#kernel';
import { AccessError } from './errors.js';
import type { Session } from './sessions.js';

export const mayDo = ({ roles }: Pick<Session, 'roles'>, right: Right): boolean =>
  right.roles.some((role) => roles.includes(role));

/**
 * Checks that a role of the session has the right. When the right lists purposes, `stated` must be a listed purpose. @throws
 * AccessError PERMISSION_DENIED if no role has the right; PURPOSE_MISSING if `stated` is not listed
 */
export function assertRight(session: Pick<Session, 'roles'>, right: Right, stated?: unknown): void {
  if (!mayDo(session, right)) throw new AccessError('PERMISSION_DENIED', right.roles.join(', '));
  const { purposes } = right;
  if (purposes !== undefined && !purposes.some((each) => each === stated))
    throw new AccessError('PURPOSE_MISSING');
}
