import type { Right } from '#kernel';
import { AccessError } from './errors.js';
import type { Session } from './sessions.js';

/** True when one of the officer's roles allows it. */
export const mayDo = ({ roles }: Pick<Session, 'roles'>, right: Right): boolean =>
  right.roles.some((role) => roles.includes(role));

/**
 * The officer has the right and, for a read of case or person data, has stated what for, out of the list for it.
 * @throws AccessError PERMISSION_DENIED naming the roles, PURPOSE_MISSING
 */
export function requireRight(
  session: Pick<Session, 'roles'>,
  right: Right,
  stated?: unknown,
): void {
  if (!mayDo(session, right)) throw new AccessError('PERMISSION_DENIED', right.roles.join(', '));
  const { purposes } = right;
  if (purposes !== undefined && !purposes.some((each) => each === stated))
    throw new AccessError('PURPOSE_MISSING');
}
