import type { SealNames } from '#cms';
import type {
  DirectoryPoint,
  AuthorityId,
  DocumentId,
  Fingerprint,
  LinkId,
  MessageId,
  ReceiptStage,
  Sha256,
  StateCode,
  ThreadId,
  Timestamp,
} from '#kernel';
import type { AnswerBytes, BuildRecord, DirectoryEnd, IndexedAsk, PackageIndex } from '#package';
import type { BesideLeaf } from './besides.rows.js';
import type { Variant } from '../variants.model.js';

/** A leaf of the own log, of the thread, of one of its messages, or of an outside time. */
export interface PlacedLeaf {
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Encoded values of its digests, as far as they are kept; none where no reader is shown any. Null: they were erased. */
  readonly kept: readonly string[] | null;
}

/** Attachment of a document, by its row; null: its key was erased. */
export interface PlacedAttachment {
  readonly size: number;
  readonly sha256: Sha256;
  readonly isErased: boolean;
}

/** Message of the thread that has crossed the border, with what is known of its files. */
export interface PlacedMessage {
  readonly direction: 'OUT' | 'IN';
  readonly message: MessageId;
  readonly document: DocumentId;
  readonly sha256: Sha256;
  /** Recalled and complied with: its content is not given out. */
  readonly isRecalled: boolean;
  /** Lawfully erased, and what was attached to it: nobody knows any more what that was. */
  readonly isErased: boolean;
  /** State key that signed its envelope. */
  readonly signing: Fingerprint;
  /** Bytes of the sealed message; null where it was not kept. */
  readonly original: number | null;
  readonly attachments: readonly PlacedAttachment[];
}

export interface PlacedReceipt {
  readonly rseq: number;
  readonly message: MessageId;
  readonly stage: ReceiptStage;
}

/** Verified time-stamp over a checkpoint of the own log, with what it rests on (DER). */
export interface PlacedStamp {
  readonly authority: string;
  readonly size: number;
  /** Index of its leaf; null while that has none. */
  readonly stamped: number | null;
  /** From the signer's certificate to the self-signed one. */
  readonly chain: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
}

/** Facts that are frozen, and by which is decided what a package holds. */
export interface GatheringFacts {
  readonly exhibit: string;
  readonly supersedes: PackageIndex['supersedes'];
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly neighbour: StateCode;
  readonly link: LinkId;
  readonly thread: ThreadId;
  readonly gatheredAt: Timestamp;
  /** Index of `pkg.gathered`. */
  readonly gathered: number;
  readonly software: string;
  /** Null: for no named reader. */
  readonly variant: Variant | null;
  readonly log: { readonly origin: string; readonly size: number; readonly root: Uint8Array };
  /** Of both States, in any order. */
  readonly directories: readonly DirectoryEnd[];
  /** State key that seals. */
  readonly sealing: Fingerprint;
  /** X.509 seal of the authority; null: it has none. */
  readonly cmsSeal: SealNames | null;
  readonly leaves: readonly PlacedLeaf[];
  readonly messages: readonly PlacedMessage[];
  readonly receipts: readonly PlacedReceipt[];
  readonly stamps: readonly PlacedStamp[];
  /** Asks for entries of the neighbour's log, each as it ended. */
  readonly asks: readonly IndexedAsk[];
}

/** Decision: record and index, and which of the facts stand at which place of it. */
export interface Gathering {
  readonly record: BuildRecord;
  readonly index: PackageIndex;
  /** In the order of the index. */
  readonly messages: readonly PlacedMessage[];
  readonly receipts: readonly PlacedReceipt[];
  readonly stamps: readonly PlacedStamp[];
  /** Sizes of the log from which the checkpoint is proven to follow. */
  readonly sizes: readonly number[];
}

/** Bytes that an officer signed, as kept. */
export interface SaidBytes {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

/** Bytes of one message, as kept. */
export interface MessageBytes {
  /** Null where it is withheld. */
  readonly said: SaidBytes | null;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly original: Uint8Array | null;
  /** Of each attachment that is shown; null for one that is withheld. */
  readonly attachments: readonly (Uint8Array | null)[];
}

/** The neighbour's leaf of a receipt, and its place under the neighbour's checkpoint. */
export interface ReceiptBytes {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
}

export interface StampBytes {
  readonly token: Uint8Array;
  /** Note of the stamped size, with the log's signature alone. */
  readonly note: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
}

/** Bytes that a gathering names, each in the order of the index. */
export interface GatheredBytes {
  readonly leaves: readonly PlacedLeaf[];
  readonly messages: readonly MessageBytes[];
  readonly receipts: readonly ReceiptBytes[];
  readonly stamps: readonly StampBytes[];
  /** Answers of the neighbour, in the order of the asks. */
  readonly answers: readonly AnswerBytes[];
  /** Note of the checkpoint with its cosignatures, and the policy that they meet. */
  readonly checkpoint: Uint8Array;
  /** Second note of it with its cosignatures; undefined where the policy names no witness that takes one. */
  readonly second: Uint8Array | undefined;
  readonly policy: string;
  /** Entries about the services since the first of the case, ascending. */
  readonly health: readonly BesideLeaf[];
  /** Inclusion proofs, by index. */
  readonly proofs: ReadonlyMap<number, readonly Uint8Array[]>;
  /** Consistency proofs to the checkpoint, by size. */
  readonly consistency: ReadonlyMap<number, readonly Uint8Array[]>;
  readonly directories: ReadonlyMap<StateCode, string>;
  /** Certificates of State keys as the directories have them. */
  readonly keys: ReadonlyMap<Fingerprint, Uint8Array>;
}

/** Things of a neighbour that rest on its root: points that its envelopes name, and notes of its log that receipts lead to. */
export interface RestsOnRoot {
  readonly points: readonly DirectoryPoint[];
  readonly notes: readonly Uint8Array[];
}
