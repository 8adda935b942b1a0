import { phrase, type DirectoryPoint, type Fingerprint, type StateCode } from '#kernel';
import { DirectoryChain, TrustError, isJudgement } from '#chains';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Tx } from '#store';
import { chainKey, readEntries } from '../entries/entry-rows.js';

const mostKept = 4;

/** Rebuilds older directories of States to verify past exchanges. Caches only the 4 chains that `whole` used last. */
export class FormerChains {
  readonly #kept = new Map<string, DirectoryChain>();

  async whole(tx: Tx, state: StateCode, root: Fingerprint): Promise<DirectoryChain> {
    const key = `${state} ${root}`;
    const known = this.#kept.get(key);
    // Works on a copy: another call may use the same chain, and a failed extension must not stay.
    const chain = known?.fork() ?? new DirectoryChain(state, root);
    try {
      await extend(tx, chain, Number.MAX_SAFE_INTEGER);
    } catch (error) {
      if (!isJudgement(error)) throw error;
      throw new TrustError(
        'TRUST_CHAIN_BROKEN',
        phrase`former ${chainKey(state, 'directory')}`,
        error,
      );
    }
    this.#kept.delete(key);
    this.#kept.set(key, chain);
    for (const oldest of this.#kept.keys())
      if (this.#kept.size > mostKept) this.#kept.delete(oldest);
    return chain;
  }

  /**
   * Rebuilds the directory of a State at `version` and `head` from stored entries. Tries each root in `roots` and verifies
   * the entries from that root on. @throws TrustError TRUST_POINT_UNKNOWN if no root gives a chain with `version` and `head`
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
