import type { Fingerprint, LinkId, MessageId, Sha256, StateCode, Timestamp } from './ids.js';
import { silenceStages } from '#capabilities/deadlines/silence.model';
import type {
  PackageAnswer,
  PackageAsk,
} from '#capabilities/packages/neighbour/custody-record.schema';
import type { StopWord } from '#capabilities/halts/stop-words.schema';

/** A point of a custody log: origin line, number of leaves, root (base64). */
export interface LogPoint {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

/** Ciphertext of one attachment: RFC 6962 tree root over its chunks, and its length in bytes. */
export interface SealedAttachment {
  readonly root: Sha256;
  readonly size: number;
}

/** Word of the sending State about one document, signed by its signing key. */
export interface Envelope {
  readonly typ: 'liaise-envelope';
  readonly v: 1;
  readonly id: MessageId;
  readonly link: LinkId;
  readonly from: StateCode;
  readonly to: StateCode;
  /** Gap-free per link and direction, from 1. */
  readonly seq: number;
  /** SHA-256 of the previous envelope of this link and direction; null for the first. */
  readonly prev: Sha256 | null;
  readonly documentSha256: Sha256;
  readonly officerSignatureSha256: Sha256;
  readonly recipientKeys: readonly Fingerprint[];
  readonly sealedAt: Timestamp;
  readonly directory: DirectoryPoint;
  readonly anchor: { readonly own: LogPoint | null; readonly peer: LogPoint | null };
  /** Highest contiguous receipt number verified from the peer. */
  readonly rack: number;
  readonly attachments: readonly SealedAttachment[];
}

/** A version of a State's directory chain. */
export interface DirectoryPoint {
  readonly version: number;
  readonly head: Sha256;
}

/** Receipts a receiver signs; the sender's own facts are journal events and are not sent. */
export const receiptStages = [
  'DELIVERED',
  'OPENED',
  'REJECTED',
  'RETRIEVED',
  'BREAK_GLASS',
  'BREAK_GLASS_ONWARD',
] as const;
export type ReceiptStage = (typeof receiptStages)[number];

/**
 * Codes of a REJECTED by which the receiver says that it has the document, or another answer, already, or that nobody there can
 * take one any more: nothing is to be said again.
 */
export const settledCodes: readonly string[] = [
  'DOCUMENT_REPLAYED',
  'RECALL_ANSWERED',
  'RELEASE_ANSWERED',
  'EVIDENCE_ANSWERED',
  'CONTENT_ERASED',
];
export const isSettled = (code: string | null | undefined): boolean =>
  settledCodes.includes(code ?? '');

/**
 * The refusal among the stages of a document that was sent; none where the neighbour signs as well that it has the document, before
 * or later: by that it has it. Pure.
 */
export const refusalIn = <S extends { readonly stage: string }>(
  stages: readonly S[],
): S | undefined =>
  stages.some(({ stage }) => stage === 'OPENED' || stage === 'RETRIEVED')
    ? undefined
    : stages.find(({ stage }) => stage === 'REJECTED');

/**
 * Of the stages of a document that was sent, in their order, the one that has ended it: what was done here by it stands or falls by
 * that one alone, whatever the neighbour signs later. Pure.
 */
export const endIn = <S extends { readonly stage: string }>(stages: readonly S[]): S | undefined =>
  stages.find(({ stage }) => stage === 'OPENED' || stage === 'REJECTED');

/** Every stage a sender sees (protocol, section on receipts). */
export const stages = ['ACCEPTED', 'RELAYED', ...receiptStages, ...silenceStages] as const;
export type Stage = (typeof stages)[number];

/** One signed fact of the receiver. The leaf proves that it stands in the receiver's custody log. */
export interface Receipt {
  readonly rseq: number;
  readonly messageId: MessageId;
  readonly stage: ReceiptStage;
  /** Reason code of REJECTED, BREAK_GLASS and BREAK_GLASS_ONWARD, otherwise null. */
  readonly code: string | null;
  /** SHA-256 of the sealed message as received. */
  readonly ciphertextSha256: Sha256;
  /** Database time of the fact; for DELIVERED the time from which deadlines run. */
  readonly at: Timestamp;
  /** Exact leaf bytes of the fact, base64. */
  readonly leaf: string;
  readonly index: number;
  /** Inclusion proof of the leaf in the tree of the batch's checkpoint, base64 hashes. */
  readonly proof: readonly string[];
}

/** One step a dispatch has reached or not in time, by whose fact, when. */
export interface StageView {
  readonly stage: Stage | 'QUEUED';
  readonly at: Timestamp;
  readonly code: string | null;
  /** Signed by the peer and proven by its log; null for the sender's own facts. */
  readonly receipt: Receipt | null;
}

/** Progress of the receiver with the ciphertext of one attachment. */
export interface ObjectReport {
  readonly root: Sha256;
  readonly state: 'PARTIAL' | 'COMPLETE' | 'CORRUPT';
  /** Chunk ranges [from, to) still missing; at most 64 ranges are named at a time. */
  readonly missing: readonly (readonly [number, number])[];
}

/** RFC 6962 consistency proof from the tree of `size` leaves to the offered one; base64 hashes. */
export interface SizeProof {
  readonly size: number;
  readonly hashes: readonly string[];
}

/** Kinds that are numbered without gaps between two States: messages by `seq`, receipts by `rseq`. */
export const ledgerNames = ['messages', 'receipts'] as const;
export type LedgerName = (typeof ledgerNames)[number];

/** A number and what a State holds under it. */
export interface LedgerRow {
  readonly number: number;
  /** Of an opened message `<message id> <SHA-256 of the envelope>`; of a receipt the SHA-256 of its canonical JSON. */
  readonly text: string;
}

/** Numbers above `from` up to `to`, with one SHA-256 per 64 of them. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly Sha256[];
}

/** Numbers that a State gave and is sure of: messages that ended, receipts that the other has acknowledged. */
export type Spans = Readonly<Record<LedgerName, Span>>;

export interface NamedRow extends LedgerRow {
  readonly ledger: LedgerName;
  /** The State that gave the number. */
  readonly by: StateCode;
}

export const reconciliationPhases = ['OPEN', 'ANSWER', 'SHOW', 'REPORT', 'SIGNED'] as const;
export type ReconciliationPhase = (typeof reconciliationPhases)[number];

export interface StatementBodies {
  'receipt-batch': {
    readonly checkpoint: string;
    readonly receipts: readonly Receipt[];
    readonly objects: readonly ObjectReport[];
  };
  directory: {
    readonly point: DirectoryPoint;
    /** The point holds until then (24 h at most): freshness only, it grants nothing. */
    readonly freshUntil: Timestamp;
    readonly from: number;
    readonly entries: readonly WireEntry[];
  };
  'resend-request': {
    readonly seqs: readonly number[];
    /** Ask for directory entries from this version on; null when none are needed. */
    readonly directoryFrom: number | null;
  };
  'seq-void': {
    readonly seq: number;
    readonly messageId: MessageId;
    readonly envelopeSha256: Sha256;
    readonly reason: string;
  };
  'link-test': { readonly nonce: string; readonly answer: boolean };
  'checkpoint-offer': {
    /** Offer of a log to a witness: the body of `add-checkpoint` (tlog-witness), unchanged. */
    readonly offer: string;
    /** Proof that earlier checkpoints, which the witness asked for, begin the offered tree. */
    readonly proofs: readonly SizeProof[];
  };
  cosignature: {
    /** Size of the offered checkpoint that this answers. */
    readonly size: number;
    /** 200: `answer` is a signature line; 409: the size that the witness holds; 422: a reason (tlog-witness). */
    readonly status: 200 | 409 | 422;
    readonly answer: string;
    /** The newest checkpoint of that log the witness cosigned, as the log signed it; empty before the first. */
    readonly held: string;
    /** Sizes of checkpoints got with receipts: the next offer is to prove them. */
    readonly prove: readonly number[];
  };
  /**
   * Five in turn, daily. The State at end 1 begins: `OPEN` says what it gave. `ANSWER` what the other gave, and what it
   * holds of the first's. `SHOW` the reverse. `REPORT` brings the report of all differences, `SIGNED` the same report
   * back: each State has then signed it. Rows are those of blocks that differ.
   */
  reconciliation: {
    readonly phase: ReconciliationPhase;
    /** UTC day, and the part of it: a busy link has several. */
    readonly day: string;
    readonly part: number;
    readonly given: Spans | null;
    readonly taken: Spans | null;
    readonly rows: readonly NamedRow[];
    /** Canonical JSON; empty in the first three phases. */
    readonly report: string;
  };
  /** A stop-word of an operation in another of its threads, told by the State that asked them all; or that it was noted. */
  'stop-word': StopWord;
  /** Asks for entries of the neighbour's log about documents that a consent of it covers. */
  'package-ask': PackageAsk;
  'package-answer': PackageAnswer;
}
export type StatementKind = keyof StatementBodies;

/** A directory entry as it travels: exact signed bytes and detached signatures, base64. */
export interface WireEntry {
  readonly entry: string;
  readonly signatures: readonly string[];
}

/** Word of a gateway for its State, without an officer. It has no number and no receipt of its own. */
export interface Statement<K extends StatementKind = StatementKind> {
  readonly typ: 'liaise-statement';
  readonly v: 1;
  readonly kind: K;
  readonly id: MessageId;
  readonly link: LinkId;
  readonly from: StateCode;
  readonly to: StateCode;
  readonly issuedAt: Timestamp;
  readonly rack: number;
  readonly body: StatementBodies[K];
}

/** Client-composed login statement (protocol, section on keys): names what it opens and lapses in 120 s. */
export interface LoginStatement {
  readonly state: StateCode;
  readonly origin: string;
  /** 128 random bits, 32 hexadecimal digits; accepted once. */
  readonly nonce: string;
  readonly officer: string;
  readonly signer: Fingerprint;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
}
