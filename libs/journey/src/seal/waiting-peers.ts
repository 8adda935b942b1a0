import type { Protocols } from '#mailbox';
import { timestamp, type StateCode } from '#kernel';
import { belowFloor } from '../links/link-protocol.js';
import type { Tx } from '#store';
import { TrustError, type TrustStore } from '#trust';

/** Code of the reason why nothing may be sealed to a neighbour now. */
export type WaitCode =
  | 'PROTOCOL_BELOW_FLOOR'
  | 'DIRECTORY_STALE'
  | 'KEYS_ENDED'
  | 'PEER_KEYS_ENDED';

/** Neighbours to which nothing can be sealed now, and why: what goes to them waits. */
export async function waitingPeers(
  tx: Tx,
  trust: TrustStore,
  used: Protocols,
  now: Date,
): Promise<ReadonlyMap<StateCode, WaitCode>> {
  const waiting = new Map<StateCode, WaitCode>();
  for (const peer of belowFloor(trust, used)) waiting.set(peer, 'PROTOCOL_BELOW_FLOOR');
  // Sealed to a key or from an officer of an old directory it could not be taken back.
  for (const peer of await trust.lapsed(tx, now)) waiting.set(peer, 'DIRECTORY_STALE');
  for (const [peer, code] of endedKeys(trust, now)) waiting.set(peer, code);
  return waiting;
}

/**
 * Keys have run out: ours, which no neighbour believes any more, or theirs, to which nobody may seal. Sealed all the same, a message
 * would come back as refused; the root can extend the keys within the hour.
 */
function endedKeys(trust: TrustStore, now: Date): ReadonlyMap<StateCode, WaitCode> {
  const peers = trust.peers().list();
  if (trust.own().stateKey('signing', timestamp(now)) === undefined)
    return new Map(peers.map(({ peer }) => [peer, 'KEYS_ENDED']));
  const ended = peers.filter(({ peer }) => hasEnded(trust, peer, now));
  return new Map(ended.map(({ peer }) => [peer, 'PEER_KEYS_ENDED']));
}

/** A State's keys end together, with those of its authorities: the one of its gateway stands for all. */
function hasEnded(trust: TrustStore, peer: StateCode, now: Date): boolean {
  try {
    if (trust.of(peer).stateKey('gateway-encryption', timestamp(now)) !== undefined) return false;
    const { stateKeys } = trust.terms(peer, now);
    return stateKeys.some(({ record }) => record.purpose === 'gateway-encryption');
  } catch (error) {
    // A broken directory is told of, and waited for, elsewhere.
    if (error instanceof TrustError) return false;
    throw error;
  }
}
