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
  /** Highest number up to which all of the peer's receipts are verified. */
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

/** REJECTED codes that need no new attempt: the receiver has the document or its effect already, or will never take one. */
export const settledCodes: readonly string[] = [
  'DOCUMENT_REPLAYED',
  'RECALL_ANSWERED',
  'RELEASE_ANSWERED',
  'EVIDENCE_ANSWERED',
  'CONTENT_ERASED',
];
export const isSettled = (code: string | null | undefined): boolean =>
  settledCodes.includes(code ?? '');

/** Final refusal of a sent document; undefined if the neighbour also signed that it has the document. */
export const refusalIn = <S extends { readonly stage: string }>(
  stages: readonly S[],
): S | undefined =>
  stages.some(({ stage }) => stage === 'OPENED' || stage === 'RETRIEVED')
    ? undefined
    : stages.find(({ stage }) => stage === 'REJECTED');

/** First final stage of a sent document. Its effect here stays, whatever the neighbour signs later. */
export const endIn = <S extends { readonly stage: string }>(stages: readonly S[]): S | undefined =>
  stages.find(({ stage }) => stage === 'OPENED' || stage === 'REJECTED');

export const stages = ['ACCEPTED', 'RELAYED', ...receiptStages, ...silenceStages] as const;
export type Stage = (typeof stages)[number];

/** Signed fact of the receiver; the leaf proves that the receiver's custody log holds it. */
export interface Receipt {
  readonly rseq: number;
  readonly messageId: MessageId;
  readonly stage: ReceiptStage;
  readonly code: string | null;
  readonly ciphertextSha256: Sha256;
  /** Database time of the fact; deadlines run from that of DELIVERED. */
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
  /** Missing chunk ranges [from, to), at most 64. */
  readonly missing: readonly (readonly [number, number])[];
}

/** RFC 6962 consistency proof from the tree of `size` leaves to the offered one; base64 hashes. */
export interface SizeProof {
  readonly size: number;
  readonly hashes: readonly string[];
}

export const ledgerNames = ['messages', 'receipts'] as const;
export type LedgerName = (typeof ledgerNames)[number];

/** Number with content: `<message id> <SHA-256 of envelope>` for an opened message, or SHA-256 of a receipt's canonical JSON. */
export interface LedgerRow {
  readonly number: number;
  readonly text: string;
}

/** Numbers above `from` up to `to`, with one SHA-256 per 64 of them. */
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
    /** End of the point's freshness, at most 24 h ahead; freshness grants no rights. */
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
    /** 200: `answer` is a signature line; 409: size held by the witness; 422: reason (tlog-witness). */
    readonly status: 200 | 409 | 422;
    readonly answer: string;
    /** Newest checkpoint that the witness cosigned, as the log signed it; empty before the first. */
    readonly held: string;
    readonly prove: readonly number[];
  };
  /**
   * Daily reconciliation in five phases, begun by end 1. OPEN, ANSWER and SHOW compare numbers, with rows of differing
   * blocks; REPORT and SIGNED carry the report for both signatures.
   */
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

/** Statement of a gateway for its State, without an officer; it has neither number nor receipt. */
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

/** Login statement signed by the officer's client; valid for 120 s. */
export interface LoginStatement {
  readonly state: StateCode;
  readonly origin: string;
  /** 128 random bits in 32 hexadecimal digits, accepted once. */
  readonly nonce: string;
  readonly officer: string;
  readonly signer: Fingerprint;
  readonly issuedAt: Timestamp;
  readonly expiresAt: Timestamp;
}
