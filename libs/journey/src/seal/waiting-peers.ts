import type { Protocols } from '#mailbox';
import { timestamp, type StateCode } from '#kernel';
import { belowMinimumVersion } from '../links/link-protocol.js';
import type { Tx } from '#store';
import { TrustError, type TrustStore } from '#trust';

export type WaitCode =
  | 'PROTOCOL_BELOW_FLOOR'
  | 'DIRECTORY_STALE'
  | 'KEYS_ENDED'
  | 'PEER_KEYS_ENDED';

export async function waitingPeers(
  tx: Tx,
  trust: TrustStore,
  used: Protocols,
  now: Date,
): Promise<ReadonlyMap<StateCode, WaitCode>> {
  const waiting = new Map<StateCode, WaitCode>();
  for (const peer of belowMinimumVersion(trust, used)) waiting.set(peer, 'PROTOCOL_BELOW_FLOOR');
  // With an outdated directory the recipient key or the officer may be revoked, and sealing cannot be undone.
  for (const peer of await trust.lapsed(tx, now)) waiting.set(peer, 'DIRECTORY_STALE');
  for (const [peer, code] of endedKeys(trust, now)) waiting.set(peer, code);
  return waiting;
}

function endedKeys(trust: TrustStore, now: Date): ReadonlyMap<StateCode, WaitCode> {
  const peers = trust.peers().listPeers();
  if (trust.own().stateKey('signing', timestamp(now)) === undefined)
    return new Map(peers.map(({ peer }) => [peer, 'KEYS_ENDED']));
  const ended = peers.filter(({ peer }) => hasEnded(trust, peer, now));
  return new Map(ended.map(({ peer }) => [peer, 'PEER_KEYS_ENDED']));
}

function hasEnded(trust: TrustStore, peer: StateCode, now: Date): boolean {
  try {
    if (trust.directoryOf(peer).stateKey('gateway-encryption', timestamp(now)) !== undefined)
      return false;
    const { stateKeys } = trust.terms(peer, now);
    return stateKeys.some(({ record }) => record.purpose === 'gateway-encryption');
  } catch (error) {
    // Broken directories are reported and waited for elsewhere.
    if (error instanceof TrustError) return false;
    throw error;
  }
}
