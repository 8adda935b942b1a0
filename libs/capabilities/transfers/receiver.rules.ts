import { timestamp, type AuthorityId, type Compartment, type Timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { type ThreadRecord, ExchangeError } from '#threads';
import type { TrustStore } from '#trust';

/**
 * One rule on both sides: whom a transfer names can be written to about the request, by the directory of its State.
 * @throws ExchangeError TRANSFER_IMPOSSIBLE
 */
export function requireAddressable(
  directory: Directory,
  to: AuthorityId,
  compartment: Compartment,
  at: Timestamp,
): void {
  if (directory.encryptionKey(to, compartment, at) === undefined)
    throw new ExchangeError('TRANSFER_IMPOSSIBLE');
}

/**
 * Another authority of this State, that can be written to about this thread.
 * @throws ExchangeError TRANSFER_IMPOSSIBLE
 */
export function requireReceiver(
  trust: TrustStore,
  { authority, compartment }: Pick<ThreadRecord, 'authority' | 'compartment'>,
  to: AuthorityId,
  at: Date,
): void {
  if (to === authority) throw new ExchangeError('TRANSFER_IMPOSSIBLE');
  requireAddressable(trust.own(), to, compartment, timestamp(at));
}
