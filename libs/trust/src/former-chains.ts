import type { Directory, DirectoryPoint, Fingerprint, StateCode } from '#model';
import type { Tx } from '#store';
import { DirectoryChain } from './chains.js';
import { chainKey, readEntries } from './entry-rows.js';
import { TrustError } from './errors.js';
import { isJudgement } from './verify-entry.js';

/** A State's stored directory of one root, verified from that root up to `version`; undefined when it is not so long. */
async function chainOf(
  tx: Tx,
  state: StateCode,
  root: Fingerprint,
  version: number,
): Promise<DirectoryChain | undefined> {
  const chain = new DirectoryChain(state, root);
  while (chain.heads.version < version) {
    const from = chain.heads.version;
    const known = { state, chain: 'directory', root, version: from + 1, head: null } as const;
    const rows = (await readEntries(tx, [known])).get(chainKey(state, 'directory')) ?? [];
    for (const row of rows.slice(0, version - from)) {
      if (row.version !== chain.heads.version) return undefined;
      await chain.extend(row);
    }
    if (chain.heads.version === from) return undefined;
  }
  return chain;
}

/**
 * The directory of a State as it was at a point that one of its signed envelopes names, under whichever of the given
 * roots. For what was opened long ago: it costs a verification of every entry.
 * @throws TrustError TRUST_POINT_UNKNOWN when no chain of these roots leads there
 */
export async function directoryAt(
  tx: Tx,
  state: StateCode,
  roots: readonly Fingerprint[],
  { version, head }: DirectoryPoint,
): Promise<Directory> {
  for (const root of roots)
    try {
      const chain = await chainOf(tx, state, root, version);
      if (chain?.heads.at(version) === head) return chain.directory;
    } catch (error) {
      if (!isJudgement(error)) throw error;
    }
  throw new TrustError('TRUST_POINT_UNKNOWN', state);
}
