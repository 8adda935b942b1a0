import type { OpenGround } from '#capabilities/retention/open-case/open-case.model';
import type { AuthorityId, Fingerprint, HoldId, Sha256, Timestamp } from '#kernel';

export interface HoldOrder {
  readonly hold: HoldId;
  readonly basis: string;
  readonly order: Sha256;
  /** The administrators who signed it. */
  readonly signers: readonly Fingerprint[];
}

/** How many, and SHA-256 of them all: sorted, each followed by a line end. */
export interface Destroyed {
  readonly count: number;
  readonly sha256: Sha256;
}

/** Newest act by which the case is open, when that was recorded, and by which law it was to be erased. */
export interface ErasureStopped {
  readonly ground: OpenGround;
  readonly since: Timestamp;
  readonly basis: string;
}

/** Hashes of what of a thread was lawfully destroyed. */
export interface ErasureDone {
  /** Owner of the file; null when the database does not know the thread. */
  readonly authority: AuthorityId | null;
  readonly basis: string;
  readonly order: Sha256;
  /** Of an open case: SHA-256 of the signed entry by which two administrators lifted its hold. */
  readonly decision?: Sha256;
  /** Place and hash of its line in the file of erasures outside the database. */
  readonly n: number;
  readonly record: Sha256;
  /** Digests of leaves that nobody can open any more. */
  readonly digests: Destroyed;
  /** Hashes of the wrapped keys that are gone. */
  readonly keys: Destroyed;
  readonly again: boolean;
}
