import type {
  Document,
  Envelope,
  Fingerprint,
  ReceiptStage,
  Role,
  StateCode,
  Timestamp,
} from '#kernel';
import type { Check, Finding } from '#package';
import type { CertificateLanguage } from '../profile/profile.js';

export type Members = Readonly<Record<string, unknown>>;

/**
 * Entry in the custody log of the State that made the package. `OPEN` entries lack bytes or proof; `INVALID` entries fail
 * verification.
 */
export interface LeafFact {
  readonly index: number;
  readonly why: 'CASE' | 'LINK' | 'TIME';
  readonly state: 'SHOWN' | 'WITHHELD' | 'OPEN' | 'INVALID';
  readonly typ: string;
  readonly at: number;
  readonly anchor: number | null;
  readonly offsetMs: readonly [number, number] | null;
  /** Form in which the entry shows its actor. `DIGEST`: no name, but one of the entry's salted digests may stand for the actor. */
  readonly actor: 'NAMED' | 'DIGEST' | 'NONE';
  readonly reason: string | null;
  readonly data: Members;
}

export interface TokenTime {
  readonly size: number | null;
  readonly stamped: number | null;
  readonly earliest: number;
  readonly latest: number;
}

export interface HashFact {
  readonly file: string;
  readonly leaf: number | null;
  readonly stated: { readonly sha256: string; readonly sha512: string | null } | null;
  readonly found: { readonly sha256: string; readonly sha512: string } | null;
}

export interface ReceiptFact {
  readonly file: string;
  readonly logged: number;
  readonly stage: ReceiptStage;
  readonly envelopeSha256: string | null;
}

export interface EndFact {
  readonly of: 'OFFICER' | 'STATE_KEY';
  readonly at: number;
}

export interface MandateFact {
  readonly officer: string;
  readonly authority: string;
  readonly roles: readonly Role[];
}

export interface MessageFact {
  readonly place: number;
  readonly direction: 'OUT' | 'IN';
  readonly missing: readonly string[];
  readonly said: Document | null;
  readonly envelope: Envelope | null;
  readonly sha256: string | null;
  readonly envelopeSha256: string | null;
  readonly signed: LeafFact | null;
  readonly carried: LeafFact | null;
  readonly hashes: readonly HashFact[];
  readonly shownAttachments: readonly string[];
  readonly mandate: MandateFact | null;
  readonly speakers: readonly Role[];
  readonly recipients: readonly Fingerprint[];
  readonly ends: readonly EndFact[];
  /** Outside times (ms) between which the message's log entry was made; null if unproven. */
  readonly bracket: { readonly from: number | null; readonly until: number | null };
  readonly receipts: readonly ReceiptFact[];
  readonly isSeenThere: boolean;
}

export interface DirectoryFact {
  readonly file: string;
  /**
   * True if the reader's roots file states a version and hash of the directory. If false, the package may omit the newest
   * entries.
   */
  readonly isPointKnown: boolean;
}

export interface ComparisonFact {
  readonly leaf: number;
  readonly day: string;
  readonly isSigned: boolean;
  readonly isComplete: boolean;
  readonly differences: number;
  readonly spans: Readonly<
    Record<'OUT' | 'IN', { readonly from: number; readonly to: number } | null>
  >;
}

export interface AlarmFact {
  readonly leaf: number;
  readonly log: string;
}

export interface CertificateFact {
  readonly isReadable: boolean;
  readonly seal: 'HOLDS' | 'UNKNOWN' | 'NONE';
  readonly isOfPackage: boolean;
  readonly profile: string | null;
  readonly language: CertificateLanguage | null;
  readonly method: readonly string[];
  readonly statements: readonly string[];
  readonly areFilesRight: boolean;
  readonly areVersionsRight: boolean;
  readonly isHealthRight: boolean;
  readonly isNotConclusory: boolean;
}

export interface FaultFact {
  readonly code: string;
  readonly count: number;
}

export interface ServiceFact {
  readonly service: string;
  readonly beats: number;
  readonly expected: number;
  readonly starts: number;
  readonly changes: number;
  readonly gapMs: number;
  readonly faults: readonly FaultFact[];
  readonly others: number;
}

export interface HealthFact {
  readonly leaf: number;
  readonly from: number;
  readonly until: number;
  readonly services: readonly ServiceFact[];
}

export interface CaseFacts {
  readonly exhibit: string;
  readonly states: { readonly own: StateCode; readonly neighbour: StateCode };
  readonly gatheredAt: Timestamp;
  readonly gathered: number;
  readonly exit: 0 | 1 | 2;
  readonly found: Readonly<Record<Check, readonly Finding[]>>;
  readonly leaves: readonly LeafFact[];
  readonly unnamed: number;
  readonly withheldFiles: number;
  readonly messages: readonly MessageFact[];
  readonly directories: Readonly<Record<'OUT' | 'IN', DirectoryFact>>;
  readonly isWitnessed: boolean;
  readonly tokens: number;
  readonly lists: number;
  readonly tokenTimes: readonly TokenTime[];
  readonly hasPublicTools: boolean;
  readonly waivers: readonly WaiverFact[];
  readonly withdrawals: readonly LeafFact[];
  /** Daily comparisons of both States' records. Null if too many exist or no database is read. */
  readonly comparisons: readonly ComparisonFact[] | null;
  readonly alarms: readonly AlarmFact[] | null;
  readonly certificate: CertificateFact | null;
  /**
   * Reports on the services, oldest first. Null when the package has no reports, `INVALID` when verification found an error
   * in the reports.
   */
  readonly health: readonly HealthFact[] | 'INVALID' | null;
}

export interface WaiverFact {
  readonly leaf: LeafFact;
  readonly roles: readonly Role[];
}
