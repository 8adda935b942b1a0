import type { RuleId } from '#capabilities/evidence/evidence.lists';
import type { ReaderLabel } from '#capabilities/packages/variants.model';
import type { Fingerprint, Purpose, Sha256 } from '#kernel';

/** Entries about evidence packages, which this State alone records. */
export interface PackageGathered {
  readonly exhibit: string;
  /** Leaves that the chain of the case has, with this one. */
  readonly events: number;
  /** As many of them go unnamed in a package. */
  readonly unnamed: number;
}

/** Bytes of a package stand in `obj`. */
export interface PackageBuilt {
  readonly exhibit: string;
  /** Exit code of the verifier over it. */
  readonly exit: 0 | 2;
  /** Label of the reader whose variant it is; null: of no named one. */
  readonly reader: ReaderLabel | null;
}

export interface PackageDelivered {
  readonly exhibit: string;
  readonly purpose: Purpose;
  /** First byte of the part. */
  readonly from: number;
}

/** `profile`: SHA-256 of its bytes. `signer`: key of the officer's session. */
export interface RuleWaived {
  readonly rule: RuleId;
  readonly profile: Sha256;
  readonly signer: Fingerprint;
}
