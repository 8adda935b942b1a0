import { AccessError, type Session } from '#access';
import {
  compartmentOf,
  isOpening,
  signersOf,
  threadTypeOf,
  type Document,
  type StateCode,
} from '#kernel';
import { ExchangeError } from '#threads';
import type { Submitting } from './submitting.js';

const hour = 3600 * 1000;
const minute = 60 * 1000;

/**
 * Checks that the session's officer composed the document in the last 24 hours. An opening document also needs permission to
 * open a thread. @throws ExchangeError NOT_THE_SIGNER, COMPOSED_TIME_INVALID, PARENT_MISMATCH; AccessError PERMISSION_DENIED
 */
export function checkAuthor(
  { session, side, document, now }: Pick<Submitting, 'session' | 'side' | 'document' | 'now'>,
  own: StateCode,
): void {
  if (!isBy(session, document, own)) throw new ExchangeError('NOT_THE_SIGNER');
  const age = now.getTime() - Date.parse(document.composedAt);
  if (age > 24 * hour || age < -5 * minute) throw new ExchangeError('COMPOSED_TIME_INVALID');
  // Otherwise row-level security would refuse it without a code.
  if (isOpening(document) && !session.compartments.includes(compartmentOf(threadTypeOf(document))))
    throw new AccessError('PERMISSION_DENIED', signersOf(document).join(', '));
  // The transition table refuses everything else that this side may not send.
  if (isOpening(document) && side !== 'ASKING') throw new ExchangeError('PARENT_MISMATCH', 'kind');
}

const isBy = (
  { authority, officer, fingerprint }: Session,
  { from, signer }: Document,
  own: StateCode,
): boolean =>
  from.state === own &&
  from.authority === authority &&
  from.officer === officer &&
  signer === fingerprint;
