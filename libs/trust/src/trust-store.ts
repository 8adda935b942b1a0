import {
  type DirectoryChain,
  TrustError,
  administratorKeys,
  assertTimely,
  assertTried,
} from '#chains';
import { rootTerms, type RootTerms } from '#capabilities/keys/in-use.model';
import { timestamp, type DirectoryPoint, type Fingerprint, type StateCode, phrase } from '#kernel';
import type { ChainName, Entry } from '#capabilities/directory/directory.schema';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Peers } from '#capabilities/directory/peers.model';
import type { Retention } from '#capabilities/retention/retention.model';
import type { Certificate } from '#seal';
import type { Tx } from '#store';
import type { SignedEntry } from '#wire';
import { bindCertificate, findCertificate } from './certificates.js';
import type { ChainHeads } from './chain-note/chain-note.js';
import type { ChainNoteFile } from './chain-note/chain-note-file.js';
import { ChainSet } from './chains/chain-set.js';
import { insertEntry, lockChains, storedAt, storedBy } from './entries/entry-rows.js';
import { FormerChains } from './chains/former-chains.js';
import {
  acceptStatement,
  storedFreshness,
  type DirectoryStatement,
  type Freshness,
} from './chains/freshness.js';
import { LapsedDirectories } from './chains/lapsed.js';
import {
  readPart,
  type ChainPart,
  type DirectoryPart,
  type Readable,
} from './chains/directory-part.js';
import { OwnHeads, type LoggedChains } from './chain-note/own-heads.js';

export interface Placed extends DirectoryPoint {
  readonly signers: readonly Fingerprint[];
}

const maxAdministrators = 64;

/**
 * Directories of this State and of confirmed neighbours: who may do what, and when. Contains only entries verified from each
 * State's root on.
 */
export class TrustStore {
  readonly #committed: ChainSet;
  /**
   * Chains with the entries that an open transaction has appended. Other transactions see these entries only after commit and
   * `refresh`.
   */
  readonly #drafts = new WeakMap<Tx, ChainSet>();
  readonly #refreshed = new WeakSet<Tx>();
  #queue: Promise<void> = Promise.resolve();
  readonly #lapsed = new LapsedDirectories();
  readonly #former = new FormerChains();
  readonly #outside: OwnHeads;

  /** Pass `rootFingerprint` from the settings, because an attacker could change it in the database. */
  constructor(
    readonly state: StateCode,
    rootFingerprint: Fingerprint,
    note?: ChainNoteFile,
  ) {
    this.#committed = new ChainSet(state, rootFingerprint);
    this.#outside = new OwnHeads(note);
  }

  expect(logged: LoggedChains): void {
    this.#outside.expect(logged);
  }

  /**
   * Reads and verifies new entries; call first in each transaction that uses directories. A neighbour's broken chain makes
   * only that neighbour unusable. @throws TrustError TRUST_CHAIN_BROKEN for an own chain; TRUST_NOTE_MISSING,
   * TRUST_NOTE_INVALID
   */
  async refresh(tx: Tx): Promise<void> {
    if (this.#drafts.has(tx)) return;
    // Serial: two readers must not apply the same entry twice.
    const run = this.#queue.then(async () => {
      const note = this.#outside.look();
      await this.#committed.load(tx);
      await this.#outside.require(tx, this.#committed, note);
    });
    this.#queue = run.catch(() => undefined);
    await run;
    this.#refreshed.add(tx);
  }

  async refreshOnce(tx: Tx): Promise<void> {
    if (!this.#refreshed.has(tx)) await this.refresh(tx);
  }

  /** Compares every stored row, old ones included, with the verified entries. @throws TrustError TRUST_CHAIN_BROKEN */
  async recheck(tx: Tx): Promise<void> {
    await this.refresh(tx);
    await this.#committed.recheck(tx);
  }

  ownHeads(): { readonly now: ChainHeads; readonly noted: ChainHeads | undefined } {
    const of = (chain: ChainName): DirectoryPoint | null =>
      this.#committed.ownChain(chain).heads.point() ?? null;
    const now = { directory: of('directory'), peers: of('peers'), retention: of('retention') };
    return { now, noted: this.#outside.heads };
  }

  own(): Directory {
    return this.#committed.own.directory;
  }

  /** Our own directory as it was stored at `at`. Entries stored later do not count, even when back-dated. */
  async ownBy(tx: Tx, at: Date): Promise<Directory> {
    await this.refresh(tx);
    return this.#committed.own.until(await storedBy(tx, this.state, at));
  }

  directoryAt(tx: Tx, state: StateCode, point: DirectoryPoint): Promise<Directory> {
    return this.#former.at(tx, state, this.#committed.rootsOf(state), point);
  }

  peers(): Peers {
    return this.#committed.peers.peers;
  }

  retention(): Retention {
    return this.#committed.retention.retention;
  }

  ordersStored(tx: Tx, versions: readonly number[]): Promise<ReadonlyMap<number, Date>> {
    const { state } = this;
    return storedAt(tx, { state, chain: 'retention', root: this.#committed.root }, versions);
  }

  /** Returns holds and erasure orders. Other transactions cannot add an order until this transaction ends. */
  async lockOrders(tx: Tx): Promise<Retention> {
    await lockChains(tx);
    await this.refresh(tx);
    return this.retention();
  }

  directoryOf(state: StateCode): Directory {
    return this.#committed.directoryOf(state).directory;
  }

  entries(state: StateCode): readonly Entry[] {
    return this.#committed.directoryOf(state).entries.map(({ entry }) => entry);
  }

  /**
   * Returns keys, authorities, registrars and contact points that are valid at `at`. A subject without a valid entry is
   * returned with its last expired one, but never with a withdrawn one. @throws as `directoryOf`
   */
  terms(state: StateCode, at: Date): RootTerms {
    return rootTerms(this.entries(state), timestamp(at));
  }

  point(state: StateCode): DirectoryPoint | undefined {
    return this.#committed.directoryOf(state).heads.point();
  }

  pointIn(tx: Tx, state: StateCode): DirectoryPoint | undefined {
    const set = this.#drafts.get(tx) ?? this.#committed;
    return set.version(state) === 0 ? undefined : set.directoryOf(state).heads.point();
  }

  version(state: StateCode): number {
    return this.#committed.version(state);
  }

  /**
   * Compares a directory's signed version and head with the stored directory. `KNOWN`: stored here; `AHEAD`: entries are
   * missing here; `FORK`: the State signed two different histories. @throws as `directoryOf`
   */
  compare(state: StateCode, point: DirectoryPoint): 'KNOWN' | 'AHEAD' | 'FORK' {
    const { heads } = this.#committed.directoryOf(state);
    if (point.version > heads.version) return 'AHEAD';
    return heads.at(point.version) === point.head ? 'KNOWN' : 'FORK';
  }

  async entriesFrom(tx: Tx, from: number): Promise<DirectoryPart> {
    const { point, ...part } = await readPart(tx, this.#chain('directory', null), from);
    if (point === null) throw new TrustError('TRUST_NOT_SET_UP');
    return { ...part, point };
  }

  part(tx: Tx, chain: ChainName, state: StateCode | null, from: number): Promise<ChainPart> {
    return readPart(tx, this.#chain(chain, state), from);
  }

  async formerPart(tx: Tx, state: StateCode, root: Fingerprint, from: number): Promise<ChainPart> {
    if (state === this.state || !this.#committed.rootsOf(state).includes(root))
      throw new TrustError('TRUST_PEER_UNKNOWN', phrase`${state} with that root`);
    const { heads } = await this.#former.whole(tx, state, root);
    return readPart(tx, { state, chain: 'directory', root, heads }, from);
  }

  formerRoots(state: StateCode): readonly Fingerprint[] {
    if (state === this.state) return [];
    const current = this.peers().peer(state)?.rootFingerprint;
    return this.#committed.rootsOf(state).filter((root) => root !== current);
  }

  async formerDirectories(tx: Tx, state: StateCode): Promise<readonly DirectoryChain[]> {
    const chains: DirectoryChain[] = [];
    for (const root of this.formerRoots(state))
      chains.push(await this.#former.whole(tx, state, root));
    return chains;
  }

  #chain(chain: ChainName, state: StateCode | null): Readable {
    if (state !== null && state !== this.state) {
      // Other chains of a neighbour never leave it.
      if (chain !== 'directory')
        throw new TrustError('TRUST_PEER_UNKNOWN', phrase`${chain} of ${state}`);
      const { heads, directory } = this.#committed.directoryOf(state);
      return { state, chain, root: directory.pinned, heads };
    }
    const { own } = this.#committed;
    const { heads } = this.#committed.ownChain(chain);
    return { state: this.state, chain, root: own.directory.pinned, heads };
  }

  async administratorCertificates(tx: Tx): Promise<Uint8Array[]> {
    const found: Uint8Array[] = [];
    for (const key of administratorKeys(this.own()).slice(-maxAdministrators)) {
      const certificate = await this.certificate(tx, key);
      if (certificate !== undefined) found.push(certificate.bytes);
    }
    return found;
  }

  async placeOf(tx: Tx, chain: ChainName, entry: Uint8Array): Promise<DirectoryPoint | undefined> {
    return (await this.#draft(tx)).ownChain(chain).heads.placeOf(entry);
  }

  /**
   * Appends a signed entry to one of our own chains; a lock prevents forks. Other transactions see the entry after commit.
   * @throws KernelError ENTRY_NOT_ALLOWED if a rule forbids the entry; another KernelError, a TrustError or a WireError if
   * the entry is invalid; nothing is appended then
   */
  async append(tx: Tx, chain: ChainName, signed: SignedEntry, now: Date): Promise<Placed> {
    const stands = await this.#draft(tx);
    const inForce = stands.peers.peers.policy();
    const draft = stands.fork();
    const { entry, head, version, signers } = await draft.extendOwn(tx, chain, signed);
    assertTimely(entry, signers, now, draft.own.directory.pinned);
    assertTried(entry, inForce);
    const { state } = this;
    await insertEntry(tx, { state, chain, root: draft.root, version, head }, signed);
    this.#drafts.set(tx, draft);
    return { version: version + 1, head, signers };
  }

  /**
   * Verifies a neighbour's directory statement against the stored chain, then stores new entries and the statement. Returns
   * version and head of the directory. @throws TrustError TRUST_PEER_UNKNOWN, TRUST_STATEMENT_INVALID, TRUST_VERSION_OLD,
   * TRUST_ENTRIES_MISSING, TRUST_FORK; others as `append`; nothing is stored then
   */
  async acceptDirectory(tx: Tx, statement: DirectoryStatement, now: Date): Promise<DirectoryPoint> {
    const draft = (await this.#draft(tx)).fork();
    const point = await acceptStatement(tx, draft, statement, now);
    this.#drafts.set(tx, draft);
    return point;
  }

  /**
   * Stores the directory of a newly confirmed neighbour, so that the first message can be sealed. Entries already stored
   * stay. @throws TrustError TRUST_PEER_UNKNOWN; others as `append`; nothing is stored then
   */
  async introduce(tx: Tx, state: StateCode, entries: readonly SignedEntry[]): Promise<void> {
    const draft = (await this.#draft(tx)).fork();
    const chain = draft.directoryOf(state);
    for (const entry of entries.slice(chain.heads.version)) {
      const { version } = chain.heads;
      const head = chain.heads.next(entry);
      await draft.extendForeign(state, entry);
      const root = chain.directory.pinned;
      await insertEntry(tx, { state, chain: 'directory', root, version, head }, entry);
    }
    this.#drafts.set(tx, draft);
  }

  freshness(tx: Tx, state: StateCode): Promise<Freshness | undefined> {
    return storedFreshness(tx, this.#committed, state);
  }

  /** Confirmed neighbours whose stored directory statement is missing, expired at `now`, or cannot be verified. */
  lapsed(tx: Tx, now: Date): Promise<ReadonlySet<StateCode>> {
    return this.#lapsed.at(tx, this.#committed, now);
  }

  lastSaid(state: StateCode): Freshness | undefined {
    return this.#lapsed.said(state);
  }

  certificate(tx: Tx, fingerprint: Fingerprint): Promise<Certificate | undefined> {
    return findCertificate(tx, fingerprint);
  }

  bindCertificate(tx: Tx, expected: Fingerprint, bytes: Uint8Array): Promise<Certificate> {
    return bindCertificate(tx, expected, bytes);
  }

  async #draft(tx: Tx): Promise<ChainSet> {
    const begun = this.#drafts.get(tx);
    if (begun !== undefined) return begun;
    await lockChains(tx);
    // After the lock nobody can append to what is read here.
    await this.refresh(tx);
    return this.#committed;
  }
}
