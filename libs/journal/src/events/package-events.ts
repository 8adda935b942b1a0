import type { RuleId } from '#capabilities/evidence/evidence.lists';
import type { RecordOutcome } from '#capabilities/packages/neighbour/custody-record.schema';
import type {
  PackageConcern,
  Superseding,
  TellingWay,
} from '#capabilities/packages/packages.lists';
import type { ReaderLabel } from '#capabilities/packages/variants.model';
import type { DocumentId, Fingerprint, Purpose, Sha256, StateCode, Timestamp } from '#kernel';

export interface PackageGathered {
  readonly exhibit: string;
  readonly events: number;
  readonly unnamed: number;
  readonly supersedes: Superseding | null;
}

export interface PackageBuilt {
  readonly exhibit: string;
  readonly exit: 0 | 2;
  readonly reader: ReaderLabel | null;
  readonly before: Sha256;
  readonly after: Sha256;
  readonly supersedes: Superseding | null;
}

export interface PackageDelivered {
  readonly exhibit: string;
  readonly purpose: Purpose;
  readonly from: number;
}

export interface CertificateMade {
  readonly exhibit: string;
  readonly certificate: number;
  readonly cer01: 'pass' | 'fail' | 'unknown';
  readonly cer02: 'pass' | 'fail' | 'unknown';
  readonly report: Sha256;
}

export interface RuleWaived {
  readonly rule: RuleId;
  readonly profile: Sha256;
  readonly signer: Fingerprint;
}

export interface CustodyGiven {
  readonly peer: StateCode;
  readonly consent: DocumentId;
  readonly size: number;
  readonly part: number;
  readonly entries: number;
}

export interface CustodyWithheld {
  readonly peer: StateCode;
  readonly consent: DocumentId;
}

export interface CustodyTaken {
  readonly exhibit: string;
  readonly peer: StateCode;
  readonly consent: DocumentId;
  readonly outcome: RecordOutcome;
  readonly answers: number;
}

export interface PackageHanded {
  readonly exhibit: string;
  readonly handed: string;
  readonly purpose: Purpose;
  readonly at: Timestamp;
  readonly way: TellingWay;
}

export interface PackageStayed {
  readonly exhibit: string;
  readonly purpose: Purpose;
}

export interface PackageTouched {
  readonly exhibit: string;
  readonly concern: number;
  readonly code: PackageConcern;
  readonly document?: DocumentId;
  readonly key?: string;
  readonly supersededBy?: string;
  readonly handed: number;
}

export interface PackageRecipientNotified {
  readonly exhibit: string;
  readonly handed: string;
  readonly concerns: number;
  readonly purpose: Purpose;
  readonly at: Timestamp;
  readonly way: TellingWay;
}

export interface PackageEvents {
  'pkg.gathered': PackageGathered;
  'pkg.built': PackageBuilt;
  'pkg.delivered': PackageDelivered;
  'certificate.made': CertificateMade;
  'pkg.handed': PackageHanded;
  'pkg.touched': PackageTouched;
  'pkg.stayed': PackageStayed;
  'pkg.told': PackageRecipientNotified;
  'custody.given': CustodyGiven;
  'custody.withheld': CustodyWithheld;
  'custody.taken': CustodyTaken;
  'rule.waived': RuleWaived;
  'waiver.withdrawn': RuleWaived;
}
