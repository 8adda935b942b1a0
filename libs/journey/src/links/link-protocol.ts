import { commonProtocol, type StateCode } from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import type { LinkProtocol, Protocols } from '#mailbox';
import { TrustError, type TrustStore } from '#trust';

/** The highest version that we and a neighbour say we speak; undefined: none, or its directory cannot be used. */
export function versionWith(trust: TrustStore, { peer }: Peer): number | undefined {
  try {
    return commonProtocol(trust.own().protocol(), trust.of(peer).protocol());
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

const isBelow = (peer: Peer, version: number | undefined, used?: LinkProtocol): boolean =>
  version === undefined || (used?.entry === peer.version && version < used.version);

/**
 * Neighbours with whom there is no common version, or only one below what was used on the link before: against somebody
 * who would bring back an old weakness. What goes to them and comes from them waits. Two administrators on each side who
 * confirm the neighbour anew let it begin again lower.
 */
export function belowFloor(trust: TrustStore, used: Protocols): ReadonlySet<StateCode> {
  const below = trust
    .peers()
    .list()
    .filter((peer) => isBelow(peer, versionWith(trust, peer), used.get(peer.linkId)));
  return new Set(below.map(({ peer }) => peer));
}
