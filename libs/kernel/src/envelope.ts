import type { Fingerprint, LinkId, MessageId, Sha256, StateCode, Timestamp } from './ids.js';
import { silenceStages } from '#capabilities/deadlines/silence.model';
import type {
  PackageAnswer,
  PackageAsk,
} from '#capabilities/packages/neighbour/custody-record.schema';
import type { StopWord } from '#capabilities/halts/stop-words.schema';

export interface LogPoint {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

export interface SealedAttachment {
  readonly root: Sha256;
  readonly size: number;
}

export interface Envelope {
  readonly typ: 'liaise-envelope';
  readonly v: 1;
  readonly id: MessageId;
  readonly link: LinkId;
  readonly from: StateCode;
  readonly to: StateCode;
  readonly seq: number;
  readonly prev: Sha256 | null;
  readonly documentSha256: Sha256;
  readonly officerSignatureSha256: Sha256;
  readonly recipientKeys: readonly Fingerprint[];
  readonly sealedAt: Timestamp;
  readonly directory: DirectoryPoint;
  readonly anchor: { readonly own: LogPoint | null; readonly peer: LogPoint | null };
  /** Acknowledgement: the sender has verified all of the receiver's receipts up to this number. */
  readonly rack: number;
  readonly attachments: readonly SealedAttachment[];
}

export interface DirectoryPoint {
  readonly version: number;
  readonly head: Sha256;
}

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
 * Codes of REJECTED receipts after which the document still counts in the sender's thread and clock; an extension of
 * a term only after `DOCUMENT_REPLAYED`. Documents rejected with any other code are `lost`.
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

export const refusalIn = <S extends { readonly stage: string }>(
  stages: readonly S[],
): S | undefined =>
  stages.some(({ stage }) => stage === 'OPENED' || stage === 'RETRIEVED')
    ? undefined
    : stages.find(({ stage }) => stage === 'REJECTED');

export const endIn = <S extends { readonly stage: string }>(stages: readonly S[]): S | undefined =>
  stages.find(({ stage }) => stage === 'OPENED' || stage === 'REJECTED');

export const stages = ['ACCEPTED', 'RELAYED', ...receiptStages, ...silenceStages] as const;
export type Stage = (typeof stages)[number];

/**
 * Receipt: a fact about a message, signed by the receiver. The leaf with its proof shows that the receiver's custody log
 * holds the fact.
 */
export interface Receipt {
  readonly rseq: number;
  readonly messageId: MessageId;
  readonly stage: ReceiptStage;
  readonly code: string | null;
  readonly ciphertextSha256: Sha256;
  /** Time of the fact by the database clock of the receiver. Deadlines run from the time of DELIVERED. */
  readonly at: Timestamp;
  readonly leaf: string;
  readonly index: number;
  readonly proof: readonly string[];
}

export interface StageView {
  readonly stage: Stage | 'QUEUED';
  readonly at: Timestamp;
  readonly code: string | null;
  readonly receipt: Receipt | null;
}

export interface ObjectReport {
  readonly root: Sha256;
  readonly state: 'PARTIAL' | 'COMPLETE' | 'CORRUPT';
  /** At most 64 ranges of missing chunks, each as first chunk and end (exclusive). */
  readonly missing: readonly (readonly [number, number])[];
}

/** Consistency proof (RFC 6962) from a tree of `size` leaves to the offered checkpoint. `hashes` are in base64. */
export interface SizeProof {
  readonly size: number;
  readonly hashes: readonly string[];
}

export const ledgerNames = ['messages', 'receipts'] as const;
export type LedgerName = (typeof ledgerNames)[number];

/**
 * Row that two States compare in a reconciliation. `text`: `<message id> <SHA-256 of envelope>`, or the SHA-256 of a
 * receipt's canonical JSON.
 */
export interface LedgerRow {
  readonly number: number;
  readonly text: string;
}

/** Range of ledger rows from number `from` + 1 to `to`. `blocks`: one SHA-256 for each 64 numbers. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly Sha256[];
}

export type Spans = Readonly<Record<LedgerName, Span>>;

export interface NamedRow extends LedgerRow {
  readonly ledger: LedgerName;
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
    /** Time until which the receiver may treat this directory version as the newest, at most 24 h ahead. */
    readonly freshUntil: Timestamp;
    readonly from: number;
    readonly entries: readonly WireEntry[];
  };
  'resend-request': {
    readonly seqs: readonly number[];
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
    // Body of `add-checkpoint` (tlog-witness), unchanged.
    readonly offer: string;
    readonly proofs: readonly SizeProof[];
  };
  cosignature: {
    readonly size: number;
    /**
     * HTTP status (tlog-witness protocol). `answer`: for 200 a signature line, for 409 the witness's tree size, for 422 a
     * reason.
     */
    readonly status: 200 | 409 | 422;
    readonly answer: string;
    /** Newest checkpoint that the witness cosigned, with the log's signature; empty if the witness has cosigned none. */
    readonly held: string;
    readonly prove: readonly number[];
  };
  /** Daily comparison of a link's messages and receipts. The State whose broker listens begins the comparison. */
  reconciliation: {
    readonly phase: ReconciliationPhase;
    readonly day: string;
    readonly part: number;
    readonly given: Spans | null;
    readonly taken: Spans | null;
    readonly rows: readonly NamedRow[];
    readonly report: string;
  };
  'stop-word': StopWord;
  'package-ask': PackageAsk;
  'package-answer': PackageAnswer;
}
export type StatementKind = keyof StatementBodies;

export interface WireEntry {
  readonly entry: string;
  readonly signatures: readonly string[];
}

/** Message that a gateway signs without an officer. A statement has neither a number on the link nor a receipt. */
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

/** Statement that the officer's client signs to log in; valid for 120 s. */
export interface LoginStatement {
  readonly state: StateCode;
  readonly origin: string;
  /** 128 random bits as 32 hexadecimal digits, accepted once. */
  readonly nonce: string;
  readonly officer: string;
  readonly signer: Fingerprint;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
}
