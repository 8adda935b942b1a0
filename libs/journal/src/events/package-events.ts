import type { RuleId } from '#capabilities/evidence/evidence.lists';
import type { RecordOutcome } from '#capabilities/packages/neighbour/custody-record.schema';
import type { ReaderLabel } from '#capabilities/packages/variants.model';
import type { DocumentId, Fingerprint, Purpose, Sha256, StateCode } from '#kernel';

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
  /** SHA-256 of the reports of the rules: in the package, and on the finished file. */
  readonly before: Sha256;
  readonly after: Sha256;
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

/** Entries of this log go to a neighbour; the answer as it was signed stands in `obj`. */
export interface CustodyGiven {
  readonly peer: StateCode;
  readonly consent: DocumentId;
  /** Leaves of the log that the entries are proven under. */
  readonly size: number;
  readonly part: number;
  readonly entries: number;
}

export interface CustodyWithheld {
  readonly peer: StateCode;
  /** Document that the neighbour has named, whatever it is. */
  readonly consent: DocumentId;
}

/** End of an ask of this State; each answer stands in `obj`, eight at most. */
export interface CustodyTaken {
  readonly exhibit: string;
  readonly peer: StateCode;
  readonly consent: DocumentId;
  readonly outcome: RecordOutcome;
  readonly answers: number;
}

/** Package of a thread for a court: the end of its chain, the file that was made, each time that it was given out. */
export interface PackageEvents {
  'pkg.gathered': PackageGathered;
  'pkg.built': PackageBuilt;
  'pkg.delivered': PackageDelivered;
  /** Entries of this log are told to a neighbour for its package, or are not; what a neighbour told of its own. */
  'custody.given': CustodyGiven;
  'custody.withheld': CustodyWithheld;
  'custody.taken': CustodyTaken;
  /** A rule of admissibility is waived for a thread under a profile, or every waiver of it so far is taken back. */
  'rule.waived': RuleWaived;
  'waiver.withdrawn': RuleWaived;
}
