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

/** Entry of the own log. `OPEN`: its bytes are missing. `INVALID`: bytes, signature or place in the log do not hold. */
export interface LeafFact {
  readonly index: number;
  readonly why: 'CASE' | 'LINK' | 'TIME';
  readonly state: 'SHOWN' | 'WITHHELD' | 'OPEN' | 'INVALID';
  /** Empty where it is not shown, as all that follows. */
  readonly typ: string;
  readonly at: number;
  /** Size of the own log that it names as its anchor. */
  readonly anchor: number | null;
  /** By how much the clock was ahead, at least and at most; null where no outside clock was heard. */
  readonly offsetMs: readonly [number, number] | null;
  /** Whether it names who acted: by pseudonym and role, by a digest that may stand for one, or not at all. */
  readonly actor: 'NAMED' | 'DIGEST' | 'NONE';
  readonly reason: string | null;
  readonly data: Members;
}

/** Outside time by a token that holds, in milliseconds: the stamp was made between the two. */
export interface TokenTime {
  /** Leaves that stood then; null: all of the package. */
  readonly size: number | null;
  /** Leaf that names this very token; null where none is shown. */
  readonly stamped: number | null;
  readonly earliest: number;
  readonly latest: number;
}

/** Hashes of a file of a message, beside what is stated of it. */
export interface HashFact {
  readonly file: string;
  /** Leaf that states them, or names the document that does; null where none is seen. */
  readonly leaf: number | null;
  /** Null where no leaf that is seen states it. */
  readonly stated: { readonly sha256: string; readonly sha512: string | null } | null;
  /** Of the bytes in the package; null where they are missing. */
  readonly found: { readonly sha256: string; readonly sha512: string } | null;
}

/** Receipt of the neighbour for a message that was sent. */
export interface ReceiptFact {
  readonly file: string;
  readonly logged: number;
  readonly stage: ReceiptStage;
  /** The envelope that the neighbour's leaf names; null where it names none. */
  readonly envelopeSha256: string | null;
}

/** End of a key or mandate before its time, as the newest directory has it, in milliseconds. */
export interface EndFact {
  readonly of: 'OFFICER' | 'STATE_KEY';
  readonly at: number;
}

/** Mandate that the directory of the day gave to the key of a document; null: none. */
export interface MandateFact {
  readonly officer: string;
  readonly authority: string;
  readonly roles: readonly Role[];
}

/** One message of the thread with what was found of it. */
export interface MessageFact {
  readonly place: number;
  readonly direction: 'OUT' | 'IN';
  /** Names of its files that are missing. */
  readonly missing: readonly string[];
  /** Null where it cannot be read. */
  readonly said: Document | null;
  readonly envelope: Envelope | null;
  readonly sha256: string | null;
  readonly envelopeSha256: string | null;
  /** Leaf of signing (OUT) or of decryption (IN), and leaf that carried it; null where not shown. */
  readonly signed: LeafFact | null;
  readonly carried: LeafFact | null;
  readonly hashes: readonly HashFact[];
  /** SHA-256 of those of its attachments that are shown. */
  readonly shownAttachments: readonly string[];
  readonly mandate: MandateFact | null;
  /** Roles of which one may say such a document. */
  readonly speakers: readonly Role[];
  /** Encryption keys of the authority that it is addressed to, as the directory of its State had them then. */
  readonly recipients: readonly Fingerprint[];
  readonly ends: readonly EndFact[];
  /** Outside times before and after the leaf that shows it, in milliseconds; null where none is shown. */
  readonly bracket: { readonly from: number | null; readonly until: number | null };
  readonly receipts: readonly ReceiptFact[];
  /** Whether the neighbour's own entry about what it sent is in the package; never of what was sent here. */
  readonly isSeenThere: boolean;
}

/** Directory of one State. */
export interface DirectoryFact {
  readonly file: string;
  /** Whether the reader has told a point of it: else it may have been cut off before its newest entries. */
  readonly isPointKnown: boolean;
}

/** Report of the daily comparison that both States signed. */
export interface ComparisonFact {
  /** Index of `recon.report`. */
  readonly leaf: number;
  readonly day: string;
  /** Both signatures verify. */
  readonly isSigned: boolean;
  readonly isComplete: boolean;
  readonly differences: number;
  /** Numbers of messages that it covers, `from` excluded: those that this State gave, and those of the neighbour. */
  readonly spans: Readonly<
    Record<'OUT' | 'IN', { readonly from: number; readonly to: number } | null>
  >;
}

/** Alarm that two notes of a log do not fit. */
export interface AlarmFact {
  readonly leaf: number;
  /** Origin of the log. */
  readonly log: string;
}

/** Certificate of a custodian as it was compared with the package and the profile. */
export interface CertificateFact {
  /** Both forms can be read, and are one: person, office and every member stand there. */
  readonly isReadable: boolean;
  /** The seal is over the whole document and holds; `UNKNOWN`: by an authority that the reader does not know. */
  readonly seal: 'HOLDS' | 'UNKNOWN' | 'NONE';
  /** Names this exhibit and the SHA-512 of this file. */
  readonly isOfPackage: boolean;
  /** SHA-256 of the profile that it names. */
  readonly profile: string | null;
  readonly language: CertificateLanguage | null;
  readonly method: readonly string[];
  readonly statements: readonly string[];
  /** Each file that it must name, by the hash that the file has, and no other. */
  readonly areFilesRight: boolean;
  /** Programs that gathered, as the record has it, and that verified. */
  readonly areVersionsRight: boolean;
  /** Tells of the services what the package does. */
  readonly isHealthRight: boolean;
  /** A person has ticked it. */
  readonly isNotConclusory: boolean;
}

/** Fault by its code, and how often it was counted. */
export interface FaultFact {
  readonly code: string;
  readonly count: number;
}

/** How one service was in a stretch of time: signs of life, starts, changes of program or settings, faults. */
export interface ServiceFact {
  readonly service: string;
  readonly beats: number;
  /** As many as one process gives in that time. */
  readonly expected: number;
  readonly starts: number;
  readonly changes: number;
  /** Longest time without a sign of life. */
  readonly gapMs: number;
  readonly faults: readonly FaultFact[];
  /** Codes of further faults. */
  readonly others: number;
}

/** A stretch of time in the record of how the services were: `system.health`. */
export interface HealthFact {
  readonly leaf: number;
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  readonly services: readonly ServiceFact[];
}

/** Facts that rules judge: loaded once, from a package and from what its State knows besides. */
export interface CaseFacts {
  readonly exhibit: string;
  readonly states: { readonly own: StateCode; readonly neighbour: StateCode };
  /** Time of the gathering, and its leaf. */
  readonly gatheredAt: Timestamp;
  readonly gathered: number;
  readonly exit: 0 | 1 | 2;
  readonly found: Readonly<Record<Check, readonly Finding[]>>;
  readonly leaves: readonly LeafFact[];
  /** Leaves of the case that are not even named, and files that are withheld. */
  readonly unnamed: number;
  readonly withheldFiles: number;
  readonly messages: readonly MessageFact[];
  readonly directories: Readonly<Record<'OUT' | 'IN', DirectoryFact>>;
  /** Whether checkpoint, policy and log key are there and the quorum is met. */
  readonly isWitnessed: boolean;
  /** Tokens over checkpoints of the log, and revocation lists. */
  readonly tokens: number;
  readonly lists: number;
  readonly tokenTimes: readonly TokenTime[];
  /** Whether guide and script are those of this version. */
  readonly hasPublicTools: boolean;
  /** Waivers of which leaves tell, with whether their signer may waive. */
  readonly waivers: readonly WaiverFact[];
  /** Events `waiver.withdrawn` of the case. */
  readonly withdrawals: readonly LeafFact[];
  /** Null: not known. A package of version 1 holds none of them. */
  readonly comparisons: readonly ComparisonFact[] | null;
  readonly alarms: readonly AlarmFact[] | null;
  /** Null: none was given. */
  readonly certificate: CertificateFact | null;
  /** Ascending; null: the package has none; `INVALID`: the verifier has found something about it. */
  readonly health: readonly HealthFact[] | 'INVALID' | null;
}

/** Event `rule.waived` of the case. */
export interface WaiverFact {
  readonly leaf: LeafFact;
  /** Roles of the signer by the own directory at that time; none: no mandate held. */
  readonly roles: readonly Role[];
}
