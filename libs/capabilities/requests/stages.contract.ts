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

const mostProof = 64;

export class StageReceipt implements Receipt {
  @Whole({ min: 0, description: 'Its number on the link.' })
  readonly rseq: number;
  @Parsed(parseMessageId)
  readonly messageId: MessageId;
  @One(receiptStages)
  readonly stage: ReceiptStage;
  @Text({
    nullable: true,
    description: 'Why it was refused, or why an officer had emergency access.',
    example: null,
  })
  readonly code: string | null;
  @Parsed(parseSha256, { description: 'Of the sealed message as the neighbour received it.' })
  readonly ciphertextSha256: Sha256;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
  @Text({ description: 'Exact leaf of the neighbour’s log, base64.', example: 'bGVhZg==' })
  readonly leaf: string;
  @Whole({ min: 0, description: 'Place of the leaf in the neighbour’s log.' })
  readonly index: number;
  @Text({
    list: mostProof,
    description: 'Inclusion proof of the leaf: hashes, base64.',
    example: ['X19fX19fX19fX19fX19fX19fX19fX19fX19fX19fX18='],
  })
  readonly proof: readonly string[];
}

export const mostStages = 64;

export class DispatchStage implements StageView {
  @One(['QUEUED', ...stages], {
    description:
      'Facts of this State: `QUEUED`, `ACCEPTED` (in the released log), `RELAYED`. Signed by the neighbour: `DELIVERED`, `OPENED` or `REJECTED`, `RETRIEVED` (read by an officer), `BREAK_GLASS`, `BREAK_GLASS_ONWARD` (by one who is on no roster, there or further on). `NOT_…`: nothing was heard in time; a later receipt overrules it.',
  })
  readonly stage: Stage | 'QUEUED';
  @Parsed(parseTimestamp, { description: 'When it came so far, by whoever says so.' })
  readonly at: Timestamp;
  @Text({
    nullable: true,
    description:
      'Why it was refused, waits or does not leave, or why an officer had emergency access; null as a rule.',
    example: null,
  })
  readonly code: string | null;
  @Part(() => StageReceipt, {
    nullable: true,
    carried: true,
    description: 'Null for facts of this State.',
  })
  readonly receipt: StageReceipt | null;
}
