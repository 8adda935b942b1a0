import {
  type DirectoryChain,
  TrustError,
  administratorKeys,
  requireTimely,
  requireTried,
} from '#chains';
import { rootTerms, type RootTerms } from '#capabilities/keys/in-use.model';
import { timestamp, type DirectoryPoint, type Fingerprint, type StateCode } from '#kernel';
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
import { OwnHeads, type ToldChains } from './chain-note/own-heads.js';

/** Where an appended entry stands, and whose signatures verified. */
export interface Placed extends DirectoryPoint {
  readonly signers: readonly Fingerprint[];
}

/** With their certificates they make one answer; more than ever stood at once. */
const maxAdministrators = 64;

/**
 * Holds who may do what, from when to when, in one's own State and in each confirmed neighbour. Every stored entry is verified
 * from the pinned root up before it counts; in memory stands only what verified and was committed. One per process.
 */
export class TrustStore {
  readonly #committed: ChainSet;
  /** Entries that an open transaction appended; others see it, and so do we, once it is committed and read again. */
  readonly #drafts = new WeakMap<Tx, ChainSet>();
  readonly #refreshed = new WeakSet<Tx>();
  #queue: Promise<void> = Promise.resolve();
  readonly #lapsed = new LapsedDirectories();
  readonly #former = new FormerChains();
  readonly #outside: OwnHeads;

  /**
   * `rootFingerprint` comes from the settings: the one thing the database cannot change. `note`: heads of the own chains
   * outside of it.
   */
  constructor(
    readonly state: StateCode,
    rootFingerprint: Fingerprint,
    note?: ChainNoteFile,
  ) {
    this.#committed = new ChainSet(state, rootFingerprint);
    this.#outside = new OwnHeads(note);
  }

  /** Takes the words of the custody log on the own chains; the next refresh compares. Read it from the log before that. */
  expect(told: ToldChains): void {
    this.#outside.expect(told);
  }

  /**
   * Reads and verifies what is new. Call it first in every transaction that relies on trust: one cheap statement.
   * A changed or missing row of an own chain is an error at every call; one of a neighbour closes that neighbour only. The
   * note outside the database is compared whenever it has changed.
   * @throws TrustError TRUST_CHAIN_BROKEN, TRUST_NOTE_MISSING, TRUST_NOTE_INVALID
   */
  async refresh(tx: Tx): Promise<void> {
    if (this.#drafts.has(tx)) return;
    // One at a time: two readers must not apply the same entry twice.
    const run = this.#queue.then(async () => {
      const note = this.#outside.look();
      await this.#committed.load(tx);
      await this.#outside.require(tx, this.#committed, note);
    });
    this.#queue = run.catch(() => undefined);
    await run;
    this.#refreshed.add(tx);
  }

  /** As `refresh`, unless it was done in this transaction already: who asks was looked up in it, and now acts. */
  async refreshOnce(tx: Tx): Promise<void> {
    if (!this.#refreshed.has(tx)) await this.refresh(tx);
  }

  /** Compares every stored row with what was verified; finds changes of old rows too. @throws TRUST_CHAIN_BROKEN */
  async recheck(tx: Tx): Promise<void> {
    await this.refresh(tx);
    await this.#committed.recheck(tx);
  }

  /** Heads of the own chains as of the last refresh, and as the note outside the database says them. */
  ownHeads(): { readonly now: ChainHeads; readonly noted: ChainHeads | undefined } {
    const of = (chain: ChainName): DirectoryPoint | null =>
      this.#committed.ownChain(chain).heads.point() ?? null;
    const now = { directory: of('directory'), peers: of('peers'), retention: of('retention') };
    return { now, noted: this.#outside.heads };
  }

  /** Own directory of this State as of the last refresh. */
  own(): Directory {
    return this.#committed.own.directory;
  }

  /**
   * Own directory of this State as it was here at a moment. What it says of that moment may be another today: an entry that came
   * later and is dated back, as a suspension may be, was known to nobody then.
   */
  async ownBy(tx: Tx, at: Date): Promise<Directory> {
    await this.refresh(tx);
    return this.#committed.own.until(await storedBy(tx, this.state, at));
  }

  /**
   * The directory of a State as it was at a point that a signed envelope of it names, also under a root it has no more.
   * Verifies every entry anew. @throws TrustError TRUST_POINT_UNKNOWN
   */
  directoryAt(tx: Tx, state: StateCode, point: DirectoryPoint): Promise<Directory> {
    return this.#former.at(tx, state, this.#committed.rootsOf(state), point);
  }

  /** Confirmed neighbours as of the last refresh. */
  peers(): Peers {
    return this.#committed.peers.peers;
  }

  /** Orders to hold and to erase, as of the last refresh. */
  retention(): Retention {
    return this.#committed.retention.retention;
  }

  /** When orders were stored, by their place in the chain. */
  ordersStored(tx: Tx, versions: readonly number[]): Promise<ReadonlyMap<number, Date>> {
    const { state } = this;
    return storedAt(tx, { state, chain: 'retention', root: this.#committed.root }, versions);
  }

  /** Until the end of the transaction nobody sets, lifts or orders anything; what stood before is known then. */
  async lockOrders(tx: Tx): Promise<Retention> {
    await lockChains(tx);
    await this.refresh(tx);
    return this.retention();
  }

  /** A State's directory: one's own or a confirmed neighbour's. @throws TRUST_PEER_UNKNOWN, TRUST_CHAIN_BROKEN */
  of(state: StateCode): Directory {
    return this.#committed.directoryOf(state).directory;
  }

  /** Entries of a State's directory. Errors as `of`. */
  entries(state: StateCode): readonly Entry[] {
    return this.#committed.directoryOf(state).entries.map(({ entry }) => entry);
  }

  /**
   * Keys that a State's root has certified and that are in use, also where its time has passed: what was sealed before still opens, and a
   * directory still reaches a neighbour whose keys have run out. Nothing that was ended by a word. Errors as `of`.
   */
  terms(state: StateCode, at: Date): RootTerms {
    return rootTerms(this.entries(state), timestamp(at));
  }

  /** Version and head of a State's directory; undefined while it is empty. Errors as `of`. */
  point(state: StateCode): DirectoryPoint | undefined {
    return this.#committed.directoryOf(state).heads.point();
  }

  /** As `point`, with what this transaction has taken of it; undefined for an unknown State too. */
  pointIn(tx: Tx, state: StateCode): DirectoryPoint | undefined {
    const set = this.#drafts.get(tx) ?? this.#committed;
    return set.version(state) === 0 ? undefined : set.directoryOf(state).heads.point();
  }

  /** Entries known of a State's directory as of the last refresh; 0 for an unknown State. */
  version(state: StateCode): number {
    return this.#committed.version(state);
  }

  /**
   * How a point that a State signed relates to its directory as known here. `AHEAD`: hold and ask for entries;
   * `FORK`: it shows two histories (alarm). Errors as `of`.
   */
  compare(state: StateCode, point: DirectoryPoint): 'KNOWN' | 'AHEAD' | 'FORK' {
    const { heads } = this.#committed.directoryOf(state);
    if (point.version > heads.version) return 'AHEAD';
    return heads.at(point.version) === point.head ? 'KNOWN' : 'FORK';
  }

  /**
   * Own entries from version `from` on for a statement to a neighbour: as many as fit, and the point they lead to.
   * Empty when the neighbour has them all. @throws TrustError TRUST_CHAIN_BROKEN, TRUST_NOT_SET_UP
   */
  async entriesFrom(tx: Tx, from: number): Promise<DirectoryPart> {
    const { point, ...part } = await readPart(tx, this.#chain('directory', null), from);
    if (point === null) throw new TrustError('TRUST_NOT_SET_UP');
    return { ...part, point };
  }

  /**
   * A page of any chain this State relies on, for a client that verifies it itself; `state` null: an own chain.
   * @throws TrustError TRUST_CHAIN_BROKEN, TRUST_PEER_UNKNOWN
   */
  part(tx: Tx, chain: ChainName, state: StateCode | null, from: number): Promise<ChainPart> {
    return readPart(tx, this.#chain(chain, state), from);
  }

  /**
   * As `part`, of the directory of a neighbour under a root that two administrators had confirmed, whether it still has it or not:
   * what was exchanged then is verified by it. @throws TrustError TRUST_PEER_UNKNOWN
   */
  async formerPart(tx: Tx, state: StateCode, root: Fingerprint, from: number): Promise<ChainPart> {
    if (state === this.state || !this.#committed.rootsOf(state).includes(root))
      throw new TrustError('TRUST_PEER_UNKNOWN', `${state} with that root`);
    const { heads } = await this.#former.whole(tx, state, root);
    return readPart(tx, { state, chain: 'directory', root, heads }, from);
  }

  /**
   * Directories of a neighbour under roots that it has no more, newest first; all of them of one that is a neighbour no more. Each
   * is verified from its root up. @throws TrustError TRUST_CHAIN_BROKEN
   */
  async formerDirectories(tx: Tx, state: StateCode): Promise<readonly DirectoryChain[]> {
    const current = this.peers().peer(state)?.rootFingerprint;
    const chains: DirectoryChain[] = [];
    for (const root of this.#committed.rootsOf(state))
      if (root !== current && state !== this.state)
        chains.push(await this.#former.whole(tx, state, root));
    return chains;
  }

  #chain(chain: ChainName, state: StateCode | null): Readable {
    if (state !== null && state !== this.state) {
      // Whom a neighbour trusts and what it holds stays at its home.
      if (chain !== 'directory') throw new TrustError('TRUST_PEER_UNKNOWN', `${chain} of ${state}`);
      const { heads, directory } = this.#committed.directoryOf(state);
      return { state, chain, root: directory.pinned, heads };
    }
    const { own } = this.#committed;
    const { heads } = this.#committed.ownChain(chain);
    return { state: this.state, chain, root: own.directory.pinned, heads };
  }

  /** Bound certificates of everybody who was ever granted ADMINISTRATOR here: by them `peers` and `retention` are verified. */
  async administratorCertificates(tx: Tx): Promise<Uint8Array[]> {
    const found: Uint8Array[] = [];
    for (const key of administratorKeys(this.own()).slice(-maxAdministrators)) {
      const certificate = await this.certificate(tx, key);
      if (certificate !== undefined) found.push(certificate.bytes);
    }
    return found;
  }

  /** Where an entry stands already in one of this State's chains; undefined: it is new. Other appends wait. */
  async placeOf(tx: Tx, chain: ChainName, entry: Uint8Array): Promise<DirectoryPoint | undefined> {
    return (await this.#draft(tx)).ownChain(chain).heads.placeOf(entry);
  }

  /**
   * Appends an entry that its signers made to one of this State's chains. Appends wait for each other, so the chain
   * cannot fork. Counts for everyone once the transaction is committed; `now` judges the time the entry claims.
   * @throws TrustError, WireError, KernelError ENTRY_NOT_ALLOWED: nothing was appended
   */
  async append(tx: Tx, chain: ChainName, signed: SignedEntry, now: Date): Promise<Placed> {
    const stands = await this.#draft(tx);
    const inForce = stands.peers.peers.policy();
    const draft = stands.fork();
    const { entry, head, version, signers } = await draft.extendOwn(tx, chain, signed);
    requireTimely(entry, signers, now, draft.own.directory.pinned);
    requireTried(entry, inForce);
    const { state } = this;
    await insertEntry(tx, { state, chain, root: draft.root, version, head }, signed);
    this.#drafts.set(tx, draft);
    return { version: version + 1, head, signers };
  }

  /**
   * Takes a neighbour's directory statement: verifies the entries it brings as a consistent extension of what is known,
   * then the statement's signature by the signing key that this directory names, then keeps entries and freshness.
   * Needs no key before the first entries came; the chain starts at the root that two administrators confirmed.
   * @throws TrustError TRUST_PEER_UNKNOWN, TRUST_STATEMENT_INVALID, TRUST_VERSION_OLD, TRUST_ENTRIES_MISSING,
   * TRUST_FORK, those of `append`: nothing was kept
   */
  async acceptDirectory(tx: Tx, statement: DirectoryStatement, now: Date): Promise<DirectoryPoint> {
    const draft = (await this.#draft(tx)).fork();
    const point = await acceptStatement(tx, draft, statement, now);
    this.#drafts.set(tx, draft);
    return point;
  }

  /**
   * Takes the directory that a neighbour handed over with its enrolment, so that the first message can be sealed to it.
   * Every entry is verified from the root that the `peer` entry pins. What is known already stays; the link brings the
   * rest, and the freshness. @throws TrustError TRUST_PEER_UNKNOWN and those of `append`: nothing was kept
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

  /** Until when a neighbour's directory was said to be the newest; verified again on every read. */
  freshness(tx: Tx, state: StateCode): Promise<Freshness | undefined> {
    return storedFreshness(tx, this.#committed, state);
  }

  /**
   * Confirmed neighbours whose directory is not fresh at `now`; see `LapsedDirectories`. One that cannot be told counts
   * as lapsed: its chain or its freshness is broken.
   */
  lapsed(tx: Tx, now: Date): Promise<ReadonlySet<StateCode>> {
    return this.#lapsed.at(tx, this.#committed, now);
  }

  /** Last word of a neighbour on its directory, as of the last `lapsed`. */
  lastSaid(state: StateCode): Freshness | undefined {
    return this.#lapsed.said(state);
  }

  /** Bound certificate of a key; undefined when none is. @throws TrustError TRUST_CERTIFICATE_CHANGED */
  certificate(tx: Tx, fingerprint: Fingerprint): Promise<Certificate | undefined> {
    return findCertificate(tx, fingerprint);
  }

  /** See `bindCertificate`: `expected` is the fingerprint in the directory entry. */
  bindCertificate(tx: Tx, expected: Fingerprint, bytes: Uint8Array): Promise<Certificate> {
    return bindCertificate(tx, expected, bytes);
  }

  async #draft(tx: Tx): Promise<ChainSet> {
    const begun = this.#drafts.get(tx);
    if (begun !== undefined) return begun;
    await lockChains(tx);
    // After the lock: now nobody appends behind what is read here.
    await this.refresh(tx);
    return this.#committed;
  }
}
