import type { Cases } from '#capabilities/cases';
import { type ThreadRecord, ExchangeError } from '#threads';
import type { Document } from '#kernel';
import type { Tx } from '#store';
import type { TrustStore } from '#trust';
import { canonicalJson, sha256 } from '#wire';

/**
 * Several States are asked the same as one broadcast, which states why all of them: not one by one, whatever client sends it.
 * Where a life is at risk nobody waits for that. Limits are agreed by pair of States, so they are no other words.
 * @throws ExchangeError BROADCAST_NEEDED
 */
export async function requireProportionate(
  cases: Cases,
  trust: TrustStore,
  tx: Tx,
  thread: ThreadRecord,
  { body }: Document<'request'>,
): Promise<void> {
  const { broadcast, timeLimits: _, ...words } = body;
  const others = trust
    .peers()
    .list()
    .map(({ peer }) => peer)
    .filter((peer) => peer !== thread.peer);
  const isSaid = await cases.broadcasts.isSaid(tx, thread, sha256(canonicalJson(words)), others);
  if (isSaid && broadcast === undefined && body.requestType !== 'RISK_TO_LIFE')
    throw new ExchangeError('BROADCAST_NEEDED');
}
