import { timestamp, type AuthorityId, type Compartment, type Timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { type ThreadRecord, ExchangeError } from '#threads';
import type { TrustStore } from '#trust';

/**
 * Requires that the authority `to` has an encryption key for the compartment in the directory. Both States check this.
 * @throws ExchangeError TRANSFER_IMPOSSIBLE
 */
export function assertAddressable(
  directory: Directory,
  to: AuthorityId,
  compartment: Compartment,
  at: Timestamp,
): void {
  if (directory.encryptionKey(to, compartment, at) === undefined)
    throw new ExchangeError('TRANSFER_IMPOSSIBLE');
}

/**
 * Requires that `to` is another authority of this State with an encryption key for the thread's compartment. @throws
 * ExchangeError TRANSFER_IMPOSSIBLE
 */
export function assertReceiver(
  trust: TrustStore,
  { authority, compartment }: Pick<ThreadRecord, 'authority' | 'compartment'>,
  to: AuthorityId,
  at: Date,
): void {
  if (to === authority) throw new ExchangeError('TRANSFER_IMPOSSIBLE');
  assertAddressable(trust.own(), to, compartment, timestamp(at));
}
