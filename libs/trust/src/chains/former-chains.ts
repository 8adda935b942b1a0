import { DirectoryChain, TrustError, isJudgement } from '#chains';
import type { Directory } from '#capabilities/directory/trust.model';
import type { DirectoryPoint, Fingerprint, StateCode } from '#kernel';
import type { Tx } from '#store';
import { chainKey, readEntries } from '../entries/entry-rows.js';

/** Most of them that are kept in memory: a State has few roots, and each of them costs its whole chain. */
const mostKept = 4;

/**
 * Stored directories under roots that a State has no more, for what was exchanged while it had them. Every entry is verified
 * from that root up. Nothing is added to them, so the last ones that were asked for are kept.
 */
export class FormerChains {
  readonly #kept = new Map<string, DirectoryChain>();

  /** As much as is stored. @throws TrustError TRUST_CHAIN_BROKEN */
  async whole(tx: Tx, state: StateCode, root: Fingerprint): Promise<DirectoryChain> {
    const key = `${state} ${root}`;
    const known = this.#kept.get(key);
    // A copy: another call may be at the same one, and what fails half way must not stay.
    const chain = known?.fork() ?? new DirectoryChain(state, root);
    try {
      await extend(tx, chain, Number.MAX_SAFE_INTEGER);
    } catch (error) {
      if (!isJudgement(error)) throw error;
      throw new TrustError('TRUST_CHAIN_BROKEN', `former ${chainKey(state, 'directory')}`, error);
    }
    this.#kept.delete(key);
    this.#kept.set(key, chain);
    for (const oldest of this.#kept.keys())
      if (this.#kept.size > mostKept) this.#kept.delete(oldest);
    return chain;
  }

  /**
   * The directory of a State as it was at a point that one of its signed envelopes names, under whichever of the given
   * roots. For what was opened long ago: it costs a verification of every entry.
   * @throws TrustError TRUST_POINT_UNKNOWN when no chain of these roots leads there
   */
  async at(
    tx: Tx,
    state: StateCode,
    roots: readonly Fingerprint[],
    { version, head }: DirectoryPoint,
  ): Promise<Directory> {
    for (const root of roots)
      try {
        const chain = new DirectoryChain(state, root);
        await extend(tx, chain, version);
        if (chain.heads.version === version && chain.heads.at(version) === head)
          return chain.directory;
      } catch (error) {
        if (!isJudgement(error)) throw error;
      }
    throw new TrustError('TRUST_POINT_UNKNOWN', state);
  }
}

/** Verifies stored entries on top of what is known, up to `version` or as far as they reach. */
async function extend(tx: Tx, chain: DirectoryChain, version: number): Promise<void> {
  const { state, pinned: root } = chain.directory;
  while (chain.heads.version < version) {
    const from = chain.heads.version;
    const known = { state, chain: 'directory', root, version: from + 1, head: null } as const;
    const rows = (await readEntries(tx, [known])).get(chainKey(state, 'directory')) ?? [];
    for (const row of rows.slice(0, version - from)) {
      if (row.version !== chain.heads.version) return;
      await chain.extend(row);
    }
    if (chain.heads.version === from) return;
  }
}
