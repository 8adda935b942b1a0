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

export interface PlacedLeaf {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly kept: readonly string[] | null;
}

export interface PlacedAttachment {
  readonly size: number;
  readonly sha256: Sha256;
  readonly isErased: boolean;
}

export interface PlacedMessage {
  readonly direction: 'OUT' | 'IN';
  readonly message: MessageId;
  readonly document: DocumentId;
  readonly sha256: Sha256;
  readonly isRecalled: boolean;
  readonly isErased: boolean;
  readonly signing: Fingerprint;
  readonly original: number | null;
  readonly attachments: readonly PlacedAttachment[];
}

export interface PlacedReceipt {
  readonly rseq: number;
  readonly message: MessageId;
  readonly stage: ReceiptStage;
}

export interface PlacedStamp {
  readonly authority: string;
  readonly size: number;
  readonly stamped: number | null;
  readonly chain: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
}

export interface GatheringFacts {
  readonly exhibit: string;
  readonly supersedes: PackageIndex['supersedes'];
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly neighbour: StateCode;
  readonly link: LinkId;
  readonly thread: ThreadId;
  readonly gatheredAt: Timestamp;
  readonly gathered: number;
  readonly software: string;
  readonly variant: Variant | null;
  readonly log: { readonly origin: string; readonly size: number; readonly root: Uint8Array };
  readonly directories: readonly DirectoryEnd[];
  readonly sealing: Fingerprint;
  readonly cmsSeal: SealNames | null;
  readonly leaves: readonly PlacedLeaf[];
  readonly messages: readonly PlacedMessage[];
  readonly receipts: readonly PlacedReceipt[];
  readonly stamps: readonly PlacedStamp[];
  readonly asks: readonly IndexedAsk[];
}

export interface Gathering {
  readonly record: BuildRecord;
  readonly index: PackageIndex;
  readonly messages: readonly PlacedMessage[];
  readonly receipts: readonly PlacedReceipt[];
  readonly stamps: readonly PlacedStamp[];
  readonly sizes: readonly number[];
}

export interface SaidBytes {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Uint8Array;
}

export interface MessageBytes {
  readonly said: SaidBytes | null;
  readonly envelope: Uint8Array;
  readonly envelopeSignature: Uint8Array;
  readonly original: Uint8Array | null;
  readonly attachments: readonly (Uint8Array | null)[];
}

export interface ReceiptBytes {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
}

export interface StampBytes {
  readonly token: Uint8Array;
  readonly note: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
}

export interface GatheredBytes {
  readonly leaves: readonly PlacedLeaf[];
  readonly messages: readonly MessageBytes[];
  readonly receipts: readonly ReceiptBytes[];
  readonly stamps: readonly StampBytes[];
  readonly answers: readonly AnswerBytes[];
  readonly checkpoint: Uint8Array;
  readonly second: Uint8Array | undefined;
  readonly policy: string;
  readonly health: readonly BesideLeaf[];
  readonly proofs: ReadonlyMap<number, readonly Uint8Array[]>;
  readonly consistency: ReadonlyMap<number, readonly Uint8Array[]>;
  readonly directories: ReadonlyMap<StateCode, string>;
  readonly keys: ReadonlyMap<Fingerprint, Uint8Array>;
}

/** Signed material that may depend on a former root key of the neighbour. `notes`: checkpoints that came with receipts. */
export interface RestsOnRoot {
  readonly points: readonly DirectoryPoint[];
  readonly notes: readonly Uint8Array[];
}
