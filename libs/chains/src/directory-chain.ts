import { Directory } from '#capabilities/directory/trust.model';
import {
  KernelError,
  type DirectoryPoint,
  type Fingerprint,
  type Sha256,
  type StateCode,
  phrase,
} from '#kernel';
import { chainHead, decodeEntry, sha256, type SignedEntry } from '#wire';
import { TrustError } from './errors.js';
import { verifyEntry, type VerifiedEntry } from './verify-entry.js';

/** Maximum number of entries in a chain; two a day for fifty years would be 36,500. */
const maxLength = 50_000;
/** Maximum size (bytes) of a chain, because every process verifies and keeps all chains in memory. */
const maxBytes = 8 * 1024 * 1024;

export class Heads {
  readonly #heads: Sha256[];
  readonly #entries: Map<Sha256, number>;

  constructor(heads: readonly Sha256[] = [], entries: Iterable<readonly [Sha256, number]> = []) {
    this.#heads = [...heads];
    this.#entries = new Map(entries);
  }

  get version(): number {
    return this.#heads.length;
  }

  at(version: number): Sha256 | null {
    return this.#heads[version - 1] ?? null;
  }

  placeOf(entry: Uint8Array): DirectoryPoint | undefined {
    const version = this.#entries.get(sha256(entry));
    const head = version === undefined ? null : this.at(version);
    return version === undefined || head === null ? undefined : { version, head };
  }

  has(entry: Sha256): boolean {
    return this.#entries.has(entry);
  }

  /**
   * Computes the head hash that the chain would have with `signed` as the next entry. A repeated entry could restore a
   * suspended officer. @throws KernelError ENTRY_NOT_ALLOWED if the chain already contains the entry
   */
  next(signed: SignedEntry): Sha256 {
    if (this.placeOf(signed.entry) !== undefined)
      throw new KernelError('ENTRY_NOT_ALLOWED', phrase`this entry stands in the chain already`);
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

  assertRoom(): void {
    if (this.version >= maxLength)
      throw new TrustError('TRUST_CHAIN_FULL', phrase`${maxLength} entries`);
  }
}

export type KeptEntry = SignedEntry & Pick<VerifiedEntry, 'signers'>;

export class DirectoryChain {
  readonly #entries: VerifiedEntry[] = [];
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

  /**
   * Verifies and applies the next entry, or throws and changes nothing. @throws as `verifyEntry`; KernelError
   * ENTRY_NOT_ALLOWED; TrustError TRUST_CHAIN_FULL
   */
  async extend(signed: SignedEntry): Promise<VerifiedEntry> {
    this.heads.assertRoom();
    if (this.#bytes + sizeOf(signed) > maxBytes)
      throw new TrustError('TRUST_CHAIN_FULL', phrase`${maxBytes} bytes`);
    const verified = await verifyEntry(signed, this.directory, () => Promise.resolve(undefined));
    const head = this.heads.next(signed);
    this.#add(verified, signed);
    this.heads.push(head, signed);
    return verified;
  }

  /**
   * Rebuilds a chain from entries verified earlier, without verifying signatures again. Only the caller may have write access
   * to these entries. @throws WireError; KernelError ENTRY_NOT_ALLOWED
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

  asOf({ version, head }: DirectoryPoint): Directory | undefined {
    return this.heads.at(version) === head ? this.until(version) : undefined;
  }

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
