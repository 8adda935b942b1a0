import type { OpenGround } from '#capabilities/retention/open-case/open-case.model';
import type { AuthorityId, Fingerprint, HoldId, Sha256, Timestamp } from '#kernel';

export interface HoldOrder {
  readonly hold: HoldId;
  readonly basis: string;
  readonly order: Sha256;
  readonly signers: readonly Fingerprint[];
}

export interface Destroyed {
  readonly count: number;
  readonly sha256: Sha256;
}

export interface ErasureStopped {
  readonly ground: OpenGround;
  readonly since: Timestamp;
  readonly basis: string;
}

export interface ErasureDone {
  readonly authority: AuthorityId | null;
  readonly basis: string;
  readonly order: Sha256;
  readonly decision?: Sha256;
  readonly n: number;
  readonly record: Sha256;
  readonly digests: Destroyed;
  readonly keys: Destroyed;
  readonly again: boolean;
}
