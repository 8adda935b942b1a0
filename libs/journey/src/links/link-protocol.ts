import { commonProtocol, type StateCode } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import type { LinkProtocol, Protocols } from '#mailbox';
import { TrustError, type TrustStore } from '#trust';

export function versionWith(trust: TrustStore, { peer }: Peer): number | undefined {
  try {
    return commonProtocol(trust.own().protocol(), trust.directoryOf(peer).protocol());
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

const isBelow = (peer: Peer, version: number | undefined, used?: LinkProtocol): boolean =>
  version === undefined || (used?.entry === peer.version && version < used.version);

/**
 * Finds neighbours with no common protocol version, or a lower version than used since their confirmation. A lower version
 * may be a downgrade attack.
 */
export function belowMinimumVersion(trust: TrustStore, used: Protocols): ReadonlySet<StateCode> {
  const below = trust
    .peers()
    .listPeers()
    .filter((peer) => isBelow(peer, versionWith(trust, peer), used.get(peer.linkId)));
  return new Set(below.map(({ peer }) => peer));
}
