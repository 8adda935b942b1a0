import { phrase, type Detail, type Fingerprint, type Sha256, type StateCode } from '#kernel';
import {
  DirectoryChain,
  type Heads,
  TrustError,
  isJudgement,
  type CertificateOf,
  type VerifiedEntry,
} from '#chains';
import type { ChainName, Entry } from '#capabilities/directory/directory.schema';
import type { Tx } from '#store';
import { chainHead, type SignedEntry } from '#wire';
import { findCertificate } from '../certificates.js';
import { PeersChain, RetentionChain } from './chains.js';
import {
  chainKey,
  pageSize,
  readEntries,
  readsNewest,
  type EntryRow,
  type Known,
} from '../entries/entry-rows.js';
import { assertOwnKey } from './foreign-keys.js';

const broken = (what: Detail, cause?: unknown): TrustError =>
  new TrustError('TRUST_CHAIN_BROKEN', what, cause);

const headOf = (row: EntryRow, heads: Heads): Sha256 =>
  chainHead(heads.at(row.version), row.version, row);

async function stillThere(
  tx: Tx,
  row: EntryRow | undefined,
  heads: Heads,
  name: string,
): Promise<boolean> {
  if (row === undefined) {
    if (await readsNewest(tx)) throw broken(phrase`${name}: rows are missing`);
    return false;
  }
  const known = heads.at(heads.version);
  if (row.version !== heads.version - 1 || row.head !== known || headOf(row, heads) !== known)
    throw broken(phrase`${name} ${row.version}`);
  return true;
}

interface Growing {
  readonly name: string;
  readonly heads: Heads;
  readonly extend: (signed: SignedEntry) => Promise<unknown>;
}

async function take(
  tx: Tx,
  rows: readonly EntryRow[],
  { name, heads, extend }: Growing,
): Promise<boolean> {
  const fresh = heads.version === 0;
  if (!fresh && !(await stillThere(tx, rows[0], heads, name))) return false;
  for (const row of fresh ? rows : rows.slice(1)) {
    if (row.version !== heads.version || row.head !== headOf(row, heads))
      throw broken(phrase`${name} ${row.version}`);
    try {
      await extend(row);
    } catch (error) {
      throw isJudgement(error) ? broken(phrase`${name} ${row.version}`, error) : error;
    }
  }
  return rows.length === pageSize;
}

export interface Appended extends VerifiedEntry {
  readonly version: number;
  readonly head: Sha256;
}

export class ChainSet {
  readonly #foreign = new Map<StateCode, DirectoryChain>();
  readonly #broken = new Map<StateCode, TrustError>();

  constructor(
    readonly state: StateCode,
    readonly root: Fingerprint,
    readonly own = new DirectoryChain(state, root),
    readonly peers = new PeersChain(state, root),
    readonly retention = new RetentionChain(state, root),
  ) {}

  directoryOf(state: StateCode): DirectoryChain {
    if (state === this.state) return this.own;
    const error = this.#broken.get(state);
    if (error !== undefined) throw error;
    const chain = this.#foreign.get(state);
    if (chain === undefined) throw new TrustError('TRUST_PEER_UNKNOWN', state);
    return chain;
  }

  rootsOf(state: StateCode): readonly Fingerprint[] {
    return state === this.state ? [this.root] : this.peers.rootsOf(state);
  }

  version(state: StateCode): number {
    return (state === this.state ? this.own : this.#foreign.get(state))?.heads.version ?? 0;
  }

  ownChain(chain: ChainName): DirectoryChain | PeersChain | RetentionChain {
    return chain === 'directory' ? this.own : this[chain];
  }

  fork(): ChainSet {
    const own = this.own.fork();
    const copy = new ChainSet(
      this.state,
      this.root,
      own,
      this.peers.fork(own),
      this.retention.fork(own),
    );
    for (const [state, chain] of this.#foreign) copy.#foreign.set(state, chain.fork());
    for (const [state, error] of this.#broken) copy.#broken.set(state, error);
    return copy;
  }

  async extendOwn(tx: Tx, chain: ChainName, signed: SignedEntry): Promise<Appended> {
    const { heads } = this.ownChain(chain);
    const { version } = heads;
    const head = heads.next(signed);
    const verified =
      chain === 'directory'
        ? await this.own.extend(signed)
        : await this[chain].extend(signed, this.own, certificatesFrom(tx), 'newest');
    this.#assertOwn(this.state, verified.entry);
    this.#follow();
    return { ...verified, version, head };
  }

  /**
   * Verifies an entry of a neighbour's directory and applies it in memory. @throws TrustError TRUST_KEY_TAKEN; others as
   * `DirectoryChain.extend`
   */
  async extendForeign(state: StateCode, signed: SignedEntry): Promise<void> {
    const { entry } = await this.directoryOf(state).extend(signed);
    this.#assertOwn(state, entry);
  }

  #assertOwn(state: StateCode, entry: Entry): void {
    const known = [[this.state, this.own] as const, ...this.#foreign];
    const others = known.filter(([other]) => other !== state);
    assertOwnKey(entry, new Map(others.map(([other, { entries }]) => [other, entries])));
  }

  async load(tx: Tx): Promise<void> {
    for (;;) {
      const found = await readEntries(tx, this.#known());
      const rows = (state: StateCode, chain: ChainName): readonly EntryRow[] =>
        found.get(chainKey(state, chain)) ?? [];
      let more = await take(tx, rows(this.state, 'directory'), {
        name: 'own directory',
        heads: this.own.heads,
        extend: (row) => this.own.extend(row),
      });
      if (more) continue;
      more = false;
      for (const name of ['peers', 'retention'] as const)
        more =
          (await take(tx, rows(this.state, name), {
            name: `own ${name}`,
            heads: this[name].heads,
            extend: (row) => this[name].extend(row, this.own, certificatesFrom(tx), 'earliest'),
          })) || more;
      if (this.#follow()) continue;
      for (const [state, chain] of this.#foreign)
        more = (await this.#takeForeign(tx, state, chain, rows(state, 'directory'))) || more;
      if (!more) return;
    }
  }

  async recheck(tx: Tx): Promise<void> {
    for (const { state, chain, root, version } of this.#known()) {
      const { heads } = chain === 'directory' ? this.directoryOf(state) : this.ownChain(chain);
      let next = 0;
      while (next < version) {
        const known = { state, chain, root, version: next + 1, head: heads.at(next + 1) };
        const rows = (await readEntries(tx, [known])).get(chainKey(state, chain)) ?? [];
        if (rows.length === 0) throw broken(phrase`${chainKey(state, chain)} ${next}`);
        for (const row of rows.slice(0, version - next)) {
          const head = heads.at(next + 1);
          if (row.version !== next || row.head !== head || headOf(row, heads) !== head)
            throw broken(phrase`${chainKey(state, chain)} ${next}`);
          next += 1;
        }
      }
    }
  }

  async #takeForeign(
    tx: Tx,
    state: StateCode,
    chain: DirectoryChain,
    rows: readonly EntryRow[],
  ): Promise<boolean> {
    try {
      const more = await take(tx, rows, {
        name: `directory of ${state}`,
        heads: chain.heads,
        extend: (row) => chain.extend(row),
      });
      this.#broken.delete(state);
      return more;
    } catch (error) {
      // One neighbour's altered row must not stop the others; `directoryOf` refuses that neighbour.
      if (!(error instanceof TrustError)) throw error;
      this.#broken.set(state, error);
      return false;
    }
  }

  #known(): Known[] {
    const known = (state: StateCode, chain: ChainName, root: Fingerprint, heads: Heads): Known => ({
      state,
      chain,
      root,
      version: heads.version,
      head: heads.at(heads.version),
    });
    return [
      known(this.state, 'directory', this.root, this.own.heads),
      known(this.state, 'peers', this.root, this.peers.heads),
      known(this.state, 'retention', this.root, this.retention.heads),
      ...[...this.#foreign].map(([state, chain]) =>
        known(state, 'directory', chain.directory.pinned, chain.heads),
      ),
    ];
  }

  #follow(): boolean {
    let added = false;
    for (const [state, chain] of this.#foreign)
      if (this.peers.peers.peer(state)?.rootFingerprint !== chain.directory.pinned) {
        this.#foreign.delete(state);
        this.#broken.delete(state);
      }
    for (const { peer, rootFingerprint } of this.peers.peers.listPeers())
      if (!this.#foreign.has(peer)) {
        this.#foreign.set(peer, new DirectoryChain(peer, rootFingerprint));
        added = true;
      }
    return added;
  }
}

const certificatesFrom =
  (tx: Tx): CertificateOf =>
  async (fingerprint) =>
    (await findCertificate(tx, fingerprint))?.bytes;
