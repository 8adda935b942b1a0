import { TrustError } from '#chains';
import { timestamp, type StateCode } from '#kernel';
import type { Tx } from '#store';
import type { ChainSet } from './chain-set.js';
import { storedFreshness, type Freshness } from './freshness.js';

interface Seen {
  readonly row: string;
  readonly freshness: Freshness | undefined;
}

export class LapsedDirectories {
  readonly #seen = new Map<StateCode, Seen>();

  /**
   * Confirmed neighbours without a valid directory statement at `now`. Messages to them wait: stored officers or keys may be
   * outdated.
   */
  async at(tx: Tx, set: ChainSet, now: Date): Promise<ReadonlySet<StateCode>> {
    const peers = set.peers.peers.listPeers();
    const rows = await tx.query<{ state: string; row: string }>(
      // A rewritten row has another `xmin` or `ctid` and is verified again.
      `select f.state, concat_ws(' ', f.xmin, f.ctid) as row from trust.freshness f
       join unnest($1::text[], $2::text[]) as p (state, root) on p.state = f.state and p.root = f.root`,
      [peers.map(({ peer }) => peer), peers.map(({ rootFingerprint }) => rootFingerprint)],
    );
    const lapsed = new Set<StateCode>();
    for (const { peer, rootFingerprint } of peers) {
      const found = rows.find(({ state }) => state === peer)?.row ?? '';
      const row = `${rootFingerprint} ${found}`;
      let seen = this.#seen.get(peer);
      if (seen?.row !== row) {
        seen = { row, freshness: found === '' ? undefined : await this.#verified(tx, set, peer) };
        this.#seen.set(peer, seen);
      }
      if (seen.freshness === undefined || seen.freshness.freshUntil <= timestamp(now))
        lapsed.add(peer);
    }
    return lapsed;
  }

  said(state: StateCode): Freshness | undefined {
    return this.#seen.get(state)?.freshness;
  }

  async #verified(tx: Tx, set: ChainSet, peer: StateCode): Promise<Freshness | undefined> {
    try {
      return await storedFreshness(tx, set, peer);
    } catch (error) {
      if (error instanceof TrustError) return undefined;
      throw error;
    }
  }
}
