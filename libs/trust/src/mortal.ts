import { TrustError } from '#chains';
import type { Mortal } from '#capabilities/keys/ends.model';
import type { TrustStore } from './trust-store.js';

export function mortalIn(trust: TrustStore, certificates: Mortal['certificates']): Mortal {
  const peers = trust
    .peers()
    .listPeers()
    .flatMap(({ peer }) => {
      try {
        return [{ state: peer, entries: trust.entries(peer) }];
      } catch (error) {
        if (error instanceof TrustError) return [];
        throw error;
      }
    });
  return { own: trust.entries(trust.state), peers, certificates };
}
