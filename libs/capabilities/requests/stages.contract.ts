import { One, Parsed, Part, Text, Whole } from '#contract';
import {
  parseMessageId,
  parseSha256,
  parseTimestamp,
  receiptStages,
  stages,
  type MessageId,
  type Receipt,
  type ReceiptStage,
  type Sha256,
  type Stage,
  type StageView,
  type Timestamp,
} from '#kernel';

/** Longest hash path of a log. */
const mostProof = 64;

/** The neighbour's signed word that a document came so far. */
export class StageReceipt implements Receipt {
  @Whole({ min: 0, description: 'Its number on the link.' })
  readonly rseq: number;
  @Parsed(parseMessageId)
  readonly messageId: MessageId;
  @One(receiptStages)
  readonly stage: ReceiptStage;
  @Text({ nullable: true, description: 'Why it was refused, or the glass broken.', example: null })
  readonly code: string | null;
  @Parsed(parseSha256)
  readonly ciphertextSha256: Sha256;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Text({ description: 'Exact leaf of the neighbour’s log, base64.', example: 'bGVhZg==' })
  readonly leaf: string;
  @Whole({ min: 0 })
  readonly index: number;
  @Text({
    list: mostProof,
    description: 'Inclusion proof of the leaf: hashes, base64.',
    example: ['X19fX19fX19fX19fX19fX19fX19fX19fX19fX19fX18='],
  })
  readonly proof: readonly string[];
}

export const mostStages = 64;

/** How far a document is, by whose word, and since when. */
export class DispatchStage implements StageView {
  @One(['QUEUED', ...stages])
  readonly stage: Stage | 'QUEUED';
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Text({ nullable: true, example: null })
  readonly code: string | null;
  @Part(() => StageReceipt, {
    nullable: true,
    carried: true,
    description: 'Null for facts of this State.',
  })
  readonly receipt: StageReceipt | null;
}
