import type { Fingerprint, StateCode } from '#kernel';
import { DirectoryChain, type PeersChain } from '#trust';
import type { ApiClient } from '../api/client.js';
import { Refusal } from '../api/refusal.js';
import { fetchChain } from './fetch-chain.js';
import type { NeighbourChain } from './stored-chains.js';

export type Follow = (before: NeighbourChain) => Promise<{
  readonly chain: DirectoryChain;
  readonly kept: NeighbourChain;
}>;

/**
 * Directories under a neighbour's former roots, fetched when first needed to verify old documents. Accepts only roots
 * that two administrators once confirmed.
 */
export class FormerChains {
  readonly #found = new Map<StateCode, Promise<readonly DirectoryChain[]>>();
  readonly #kept = new Map<Fingerprint, NeighbourChain>();

  constructor(
    private readonly peers: PeersChain,
    private readonly known: readonly NeighbourChain[],
    private readonly follow: Follow,
    private readonly storeChain: (chain: NeighbourChain) => Promise<void>,
  ) {}

  chainsOf(state: StateCode): Promise<readonly DirectoryChain[]> {
    let found = this.#found.get(state);
    if (found === undefined) {
      found = this.fetchAll(state);
      this.#found.set(state, found);
    }
    return found;
  }

  keptOf(root: Fingerprint): NeighbourChain | undefined {
    return this.#kept.get(root);
  }

  private async fetchAll(state: StateCode): Promise<readonly DirectoryChain[]> {
    const current = this.peers.peers.peer(state)?.rootFingerprint;
    const chains: DirectoryChain[] = [];
    for (const root of this.peers.rootsOf(state)) {
      if (root === current) continue;
      const chain = await this.fetchOne(state, root);
      if (chain !== undefined) chains.push(chain);
    }
    return chains;
  }

  private async fetchOne(state: StateCode, root: Fingerprint): Promise<DirectoryChain | undefined> {
    const before = this.known.find((each) => each.state === state && each.root === root);
    try {
      const { chain, kept } = await this.follow(before ?? { state, root, entries: [] });
      this.#kept.set(root, kept);
      if (kept.entries.length > (before?.entries.length ?? 0)) await this.storeChain(kept);
      return chain;
    } catch (error) {
      // A missing chain proves nothing; what was verified before still counts.
      if (!(error instanceof Refusal)) throw error;
      if (before === undefined) return undefined;
      this.#kept.set(root, before);
      return DirectoryChain.resume(state, root, before.entries);
    }
  }
}

export const askFormer = (client: ApiClient, { state, root, entries }: NeighbourChain) =>
  fetchChain(client, { chain: 'directory', state, root }, entries.length);
