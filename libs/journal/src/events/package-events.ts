import type { RuleId } from '#capabilities/evidence/evidence.lists';
import type { RecordOutcome } from '#capabilities/packages/neighbour/custody-record.schema';
import type {
  PackageConcern,
  Superseding,
  TellingWay,
} from '#capabilities/packages/packages.lists';
import type { ReaderLabel } from '#capabilities/packages/variants.model';
import type { DocumentId, Fingerprint, Purpose, Sha256, StateCode, Timestamp } from '#kernel';

/** Entries about evidence packages, which this State alone records. */
export interface PackageGathered {
  readonly exhibit: string;
  /** Leaves that the chain of the case has, with this one. */
  readonly events: number;
  /** As many of them go unnamed in a package. */
  readonly unnamed: number;
  readonly supersedes: Superseding | null;
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
  readonly supersedes: Superseding | null;
}

export interface PackageDelivered {
  readonly exhibit: string;
  readonly purpose: Purpose;
  /** First byte of the part. */
  readonly from: number;
}

/** The custodian's certificate, the how manyth of its package; both stand in `obj`. Who certifies is disclosed as `office`. */
export interface CertificateMade {
  readonly exhibit: string;
  readonly certificate: number;
  /** Outcomes of the rules about it by the profile of the State. */
  readonly cer01: 'pass' | 'fail' | 'unknown';
  readonly cer02: 'pass' | 'fail' | 'unknown';
  /** SHA-256 of the report of the rules on the finished file, with it. */
  readonly report: Sha256;
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

/** An officer states that it was handed to a court or body outside; which one is disclosed as `recipient`. */
export interface PackageHanded {
  readonly exhibit: string;
  readonly handed: string;
  readonly purpose: Purpose;
  readonly at: Timestamp;
  /** How the recipient was told the SHA-512. */
  readonly way: TellingWay;
}

/** Concern of a package, by its number (`concern`), from 1 on for each package: by which document, key or newer package. */
export interface PackageTouched {
  readonly exhibit: string;
  readonly concern: number;
  readonly code: PackageConcern;
  readonly document?: DocumentId;
  readonly key?: string;
  readonly supersededBy?: string;
  /** Hand-overs on record, whose recipients are to be told. */
  readonly handed: number;
}

/** An officer states that a recipient was told of all concerns up to this one. */
export interface PackageTold {
  readonly exhibit: string;
  readonly handed: string;
  readonly concerns: number;
  readonly purpose: Purpose;
  readonly at: Timestamp;
  readonly way: TellingWay;
}

/** Package of a thread for a court: the end of its chain, the file that was made, each time that it was given out. */
export interface PackageEvents {
  'pkg.gathered': PackageGathered;
  'pkg.built': PackageBuilt;
  'pkg.delivered': PackageDelivered;
  'certificate.made': CertificateMade;
  /** A package outside: who has it, what became of it, who was told. */
  'pkg.handed': PackageHanded;
  'pkg.touched': PackageTouched;
  'pkg.told': PackageTold;
  /** Entries of this log are told to a neighbour for its package, or are not; what a neighbour told of its own. */
  'custody.given': CustodyGiven;
  'custody.withheld': CustodyWithheld;
  'custody.taken': CustodyTaken;
  /** A rule of admissibility is waived for a thread under a profile, or every waiver of it so far is taken back. */
  'rule.waived': RuleWaived;
  'waiver.withdrawn': RuleWaived;
}
