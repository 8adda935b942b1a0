import { Directory } from '#capabilities/directory/trust.model';
import { isEntry, type Entry, type EntryBodies } from '#capabilities/directory/directory.schema';
import {
  type CertificateOf,
  type DirectoryChain,
  Heads,
  type KeptEntry,
  type VerifiedEntry,
  verifyEntry,
} from '#chains';
import { KernelError, type Fingerprint, type StateCode } from '#kernel';
import { Peers } from '#capabilities/directory/peers.model';
import { Retention } from '#capabilities/retention/retention.model';
import { decodeEntry, type SignedEntry } from '#wire';

interface Judge {
  apply(entry: Entry, signers: readonly Fingerprint[], directory: Directory): void;
}

/** Chain of entries signed by administrators. A back-dated suspension of a signer cannot undo stored entries. */
class AdministratorsChain<J extends Judge> {
  readonly heads: Heads;
  protected readonly kept: VerifiedEntry[] = [];
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

  async extend(
    signed: SignedEntry,
    own: DirectoryChain,
    certificateOf: CertificateOf,
    by: 'newest' | 'earliest',
  ): Promise<VerifiedEntry> {
    this.heads.assertRoom();
    const verified = await verifyEntry(signed, own.directory, certificateOf);
    const head = this.heads.next(signed);
    if (by === 'newest') while (this.#advance(own));
    this.add(verified, own);
    this.heads.push(head, signed);
    return verified;
  }

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

  #advance(own: DirectoryChain): boolean {
    const next = own.entries[this.#then.version];
    if (next === undefined) return false;
    this.#then.apply(next.entry, next.signers);
    return true;
  }
}

export class PeersChain extends AdministratorsChain<Peers> {
  constructor(state: StateCode, pinned: Fingerprint, heads = new Heads()) {
    super(new Peers(), state, pinned, heads);
  }

  get peers(): Peers {
    return this.judge;
  }

  rootsOf(peer: StateCode): readonly Fingerprint[] {
    return [...new Set(this.confirmationsOf(peer).map(({ rootFingerprint }) => rootFingerprint))];
  }

  confirmationsOf(peer: StateCode): readonly EntryBodies['peer'][] {
    const found = this.kept.flatMap(({ entry }) =>
      isEntry(entry, 'peer') && entry.body.peer === peer ? [entry.body] : [],
    );
    return found.reverse();
  }

  static resume(own: DirectoryChain, kept: readonly KeptEntry[]): PeersChain {
    const chain = new PeersChain(own.directory.state, own.directory.pinned);
    chain.resumeFrom(kept, own);
    return chain;
  }

  fork(own: DirectoryChain): PeersChain {
    const copy = new PeersChain(this.state, this.pinned, this.heads.fork());
    copy.addAll(this.kept, own);
    return copy;
  }
}

export class RetentionChain extends AdministratorsChain<Retention> {
  constructor(state: StateCode, pinned: Fingerprint, heads = new Heads()) {
    super(new Retention(), state, pinned, heads);
  }

  get retention(): Retention {
    return this.judge;
  }

  fork(own: DirectoryChain): RetentionChain {
    const copy = new RetentionChain(this.state, this.pinned, this.heads.fork());
    copy.addAll(this.kept, own);
    return copy;
  }
}
