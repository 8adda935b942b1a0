import type { Fingerprint, HoldId, Sha256 } from '#kernel';

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
