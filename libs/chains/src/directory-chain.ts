import { Directory } from '#capabilities/directory/trust.model';
import {
  KernelError,
  type DirectoryPoint,
  type Fingerprint,
  type Sha256,
  type StateCode,
} from '#kernel';
import { chainHead, decodeEntry, sha256, type SignedEntry } from '#wire';
import { TrustError } from './errors.js';
import { verifyEntry, type VerifiedEntry } from './verify-entry.js';

/** Entries of one chain, at most: at two a day for fifty years it would be 36,500. */
const maxLength = 50_000;
/** Bytes of its entries and signatures: every process keeps every neighbour's chain in memory and verifies it at its start. */
const maxBytes = 8 * 1024 * 1024;

/** Heads of a chain after each entry; what makes an entry's place in it unforgeable. */
export class Heads {
  readonly #heads: Sha256[];
  /** Entries of the chain by their hash, each with its place. */
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
  /** The last that `until` was asked for: most documents of a thread are of the same few days. */
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

  /** The directory as it was at a point of this chain; undefined for any other point. */
  asOf({ version, head }: DirectoryPoint): Directory | undefined {
    return this.heads.at(version) === head ? this.until(version) : undefined;
  }

  /** Directory of its first entries: what was judged stays judged, so it costs no signature. */
  until(version: number): Directory {
    if (version >= this.heads.version) return this.directory;
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

  #add(verified: VerifiedEntry, signed: SignedEntry): void {
    this.directory.apply(verified.entry, verified.signers);
    this.#entries.push(verified);
    this.#bytes += sizeOf(signed);
  }
}

const sizeOf = ({ entry, signatures }: SignedEntry): number =>
  signatures.reduce((sum, signature) => sum + signature.length, entry.length);
