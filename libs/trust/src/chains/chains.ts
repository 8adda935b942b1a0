import { Directory } from '#capabilities/directory/trust.model';
import { isEntry, type Entry, type EntryBodies } from '#capabilities/directory/directory.schema';
import {
  KernelError,
  type DirectoryPoint,
  type Fingerprint,
  type Sha256,
  type StateCode,
} from '#kernel';
import { Peers } from '#capabilities/directory/peers.model';
import { Retention } from '#capabilities/retention/retention.model';
import { chainHead, decodeEntry, sha256, type SignedEntry } from '#wire';
import { TrustError } from '../errors.js';
import { verifyEntry, type CertificateOf, type VerifiedEntry } from '../entries/verify-entry.js';

/** Entries of one chain, at most: at two a day for fifty years it would be 36,500. */
const maxLength = 50_000;
/** Bytes of its entries and signatures: every process keeps every neighbour's chain in memory and verifies it at its start. */
const maxBytes = 8 * 1024 * 1024;

/** Heads of a chain after each entry; what makes an entry's place in it unforgeable. */
export class Heads {
  readonly #heads: Sha256[];
  /** Which entries stand in the chain, and where. */
  readonly #entries: Map<Sha256, number>;

  constructor(heads: readonly Sha256[] = [], entries: Iterable<readonly [Sha256, number]> = []) {
    this.#heads = [...heads];
    this.#entries = new Map(entries);
  }

  get version(): number {
    return this.#heads.length;
  }

  /** Head of the chain of `version` entries; null for the empty chain and for versions not known. */
  at(version: number): Sha256 | null {
    return this.#heads[version - 1] ?? null;
  }

  /** Where an entry stands; undefined for one that does not. */
  placeOf(entry: Uint8Array): DirectoryPoint | undefined {
    const version = this.#entries.get(sha256(entry));
    const head = version === undefined ? null : this.at(version);
    return version === undefined || head === null ? undefined : { version, head };
  }

  /** Whether an entry with this SHA-256 stands in the chain. */
  has(entry: Sha256): boolean {
    return this.#entries.has(entry);
  }

  /**
   * Head after one more entry. None stands in a chain twice: who could hand an old one in again would bring back what a
   * later one has ended, a suspended officer for one. @throws KernelError ENTRY_NOT_ALLOWED
   */
  next(signed: SignedEntry): Sha256 {
    if (this.placeOf(signed.entry) !== undefined)
      throw new KernelError('ENTRY_NOT_ALLOWED', 'this entry stands in the chain already');
    return chainHead(this.at(this.version), this.version, signed);
  }

  push(head: Sha256, { entry }: SignedEntry): void {
    this.#heads.push(head);
    this.#entries.set(sha256(entry), this.version);
  }

  point(): DirectoryPoint | undefined {
    const head = this.at(this.version);
    return head === null ? undefined : { version: this.version, head };
  }

  fork(): Heads {
    return new Heads(this.#heads, this.#entries);
  }

  requireRoom(): void {
    if (this.version >= maxLength) throw new TrustError('TRUST_CHAIN_FULL', `${maxLength} entries`);
  }
}

/** An entry as it was verified: its exact bytes, and whose signatures over them held. */
export type KeptEntry = SignedEntry & Pick<VerifiedEntry, 'signers'>;

/** A State's directory with the evidence it rests on. It grows only by entries that verified. */
export class DirectoryChain {
  readonly #entries: VerifiedEntry[] = [];
  /** The last that `asOf` was asked for: most documents of a thread are of the same few days. */
  #then: Directory | undefined;
  #bytes = 0;

  constructor(
    state: StateCode,
    pinned: Fingerprint,
    readonly heads = new Heads(),
    readonly directory = new Directory(state, pinned),
  ) {}

  get entries(): readonly VerifiedEntry[] {
    return this.#entries;
  }

  /** Verifies and applies the next entry, or throws and stays as it was. Errors: `verifyEntry`, ENTRY_NOT_ALLOWED. */
  async extend(signed: SignedEntry): Promise<VerifiedEntry> {
    this.heads.requireRoom();
    if (this.#bytes + sizeOf(signed) > maxBytes)
      throw new TrustError('TRUST_CHAIN_FULL', `${maxBytes} bytes`);
    const verified = await verifyEntry(signed, this.directory, () => Promise.resolve(undefined));
    const head = this.heads.next(signed);
    this.#add(verified, signed);
    this.heads.push(head, signed);
    return verified;
  }

  /**
   * A chain of entries that its caller verified before and has kept where nobody else can write: costs no signature, but
   * every rule is applied again. @throws WireError, KernelError ENTRY_NOT_ALLOWED
   */
  static resume(state: StateCode, pinned: Fingerprint, kept: readonly KeptEntry[]): DirectoryChain {
    const chain = new DirectoryChain(state, pinned);
    for (const { signers, ...signed } of kept) {
      const head = chain.heads.next(signed);
      chain.#add({ entry: decodeEntry(signed.entry), signers }, signed);
      chain.heads.push(head, signed);
    }
    return chain;
  }

  /** The directory as it was at a point of this chain; undefined for any other point. Costs no signature. */
  asOf({ version, head }: DirectoryPoint): Directory | undefined {
    if (version < 1 || this.heads.at(version) !== head) return undefined;
    if (version === this.heads.version) return this.directory;
    const { state, pinned } = this.directory;
    const before = this.#then;
    if (before?.version === version) return before;
    const then =
      before !== undefined && before.version < version
        ? before.copy()
        : new Directory(state, pinned);
    for (const { entry, signers } of this.#entries.slice(then.version, version))
      then.apply(entry, signers);
    this.#then = then;
    return then;
  }

  /** A copy to try entries on. What was judged stays judged: a long chain must not cost its square at each statement. */
  fork(): DirectoryChain {
    const { state, pinned } = this.directory;
    const copy = new DirectoryChain(state, pinned, this.heads.fork(), this.directory.copy());
    for (const verified of this.#entries) copy.#entries.push(verified);
    copy.#bytes = this.#bytes;
    return copy;
  }

  /** What its first entries say: what was judged stays judged, so it costs no signature. */
  until(version: number): Directory {
    if (version >= this.heads.version) return this.directory;
    const { state, pinned } = this.directory;
    const past = new Directory(state, pinned);
    for (const { entry, signers } of this.#entries.slice(0, version)) past.apply(entry, signers);
    return past;
  }

  #add(verified: VerifiedEntry, signed: SignedEntry): void {
    this.directory.apply(verified.entry, verified.signers);
    this.#entries.push(verified);
    this.#bytes += sizeOf(signed);
  }
}

const sizeOf = ({ entry, signatures }: SignedEntry): number =>
  signatures.reduce((sum, signature) => sum + signature.length, entry.length);

/** What a chain signed by administrators makes up: `Peers`, `Retention`. */
interface Judge {
  apply(entry: Entry, signers: readonly Fingerprint[], directory: Directory): void;
}

/**
 * A chain of administrators' entries. Each is judged by the directory as it was when the entry was made: a suspension that
 * reaches back in time must not unmake on the next start what was decided. The chain does not say which version that was,
 * so it is the earliest one that allows the entry, never one before that of the preceding entry.
 */
class AdministratorsChain<J extends Judge> {
  readonly heads: Heads;
  protected readonly kept: VerifiedEntry[] = [];
  /** The own directory as of the last entry, and how many of its entries that is. */
  #then: Directory;

  constructor(
    protected readonly judge: J,
    readonly state: StateCode,
    readonly pinned: Fingerprint,
    heads: Heads,
  ) {
    this.heads = heads;
    this.#then = new Directory(state, pinned);
  }

  /**
   * As `DirectoryChain.extend`; `own` is this State's directory, `certificateOf` gives administrators' certificates.
   * A new entry is judged by the `newest` directory, a stored one by the `earliest` that allows it.
   */
  async extend(
    signed: SignedEntry,
    own: DirectoryChain,
    certificateOf: CertificateOf,
    by: 'newest' | 'earliest',
  ): Promise<VerifiedEntry> {
    this.heads.requireRoom();
    const verified = await verifyEntry(signed, own.directory, certificateOf);
    const head = this.heads.next(signed);
    if (by === 'newest') while (this.#advance(own));
    this.add(verified, own);
    this.heads.push(head, signed);
    return verified;
  }

  /** Takes entries that were verified before; costs no signature. */
  protected addAll(verified: readonly VerifiedEntry[], own: DirectoryChain): void {
    for (const each of verified) this.add(each, own);
  }

  protected resumeFrom(kept: readonly KeptEntry[], own: DirectoryChain): void {
    for (const { signers, ...signed } of kept) {
      const head = this.heads.next(signed);
      this.add({ entry: decodeEntry(signed.entry), signers }, own);
      this.heads.push(head, signed);
    }
  }

  private add(verified: VerifiedEntry, own: DirectoryChain): void {
    for (;;)
      try {
        this.judge.apply(verified.entry, verified.signers, this.#then);
        this.kept.push(verified);
        return;
      } catch (error) {
        if (!(error instanceof KernelError) || !this.#advance(own)) throw error;
      }
  }

  /** Lets one more entry of the own directory count; false when all of them do. */
  #advance(own: DirectoryChain): boolean {
    const next = own.entries[this.#then.version];
    if (next === undefined) return false;
    this.#then.apply(next.entry, next.signers);
    return true;
  }
}

/** Whom this State confirmed. */
export class PeersChain extends AdministratorsChain<Peers> {
  constructor(state: StateCode, pinned: Fingerprint, heads = new Heads()) {
    super(new Peers(), state, pinned, heads);
  }

  get peers(): Peers {
    return this.judge;
  }

  /** Roots confirmed for a neighbour, newest first. */
  rootsOf(peer: StateCode): readonly Fingerprint[] {
    return [...new Set(this.confirmationsOf(peer).map(({ rootFingerprint }) => rootFingerprint))];
  }

  /** Each time that a neighbour was confirmed, newest first; also of one that was removed. */
  confirmationsOf(peer: StateCode): readonly EntryBodies['peer'][] {
    const found = this.kept.flatMap(({ entry }) =>
      isEntry(entry, 'peer') && entry.body.peer === peer ? [entry.body] : [],
    );
    return found.reverse();
  }

  /** See `DirectoryChain.resume`. */
  static resume(own: DirectoryChain, kept: readonly KeptEntry[]): PeersChain {
    const chain = new PeersChain(own.directory.state, own.directory.pinned);
    chain.resumeFrom(kept, own);
    return chain;
  }

  /** See `DirectoryChain.fork`. */
  fork(own: DirectoryChain): PeersChain {
    const copy = new PeersChain(this.state, this.pinned, this.heads.fork());
    copy.addAll(this.kept, own);
    return copy;
  }
}

/** What this State's administrators ordered to be held and to be erased. */
export class RetentionChain extends AdministratorsChain<Retention> {
  constructor(state: StateCode, pinned: Fingerprint, heads = new Heads()) {
    super(new Retention(), state, pinned, heads);
  }

  get retention(): Retention {
    return this.judge;
  }

  /** See `DirectoryChain.fork`. */
  fork(own: DirectoryChain): RetentionChain {
    const copy = new RetentionChain(this.state, this.pinned, this.heads.fork());
    copy.addAll(this.kept, own);
    return copy;
  }
}
