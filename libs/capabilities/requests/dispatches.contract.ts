import { Bytes, Flag, One, Parsed, Part, Whole } from '#contract';
import {
  documentKinds,
  documentLimits,
  parseDocumentId,
  parseMessageId,
  parseOfficerId,
  parseSha256,
  parseTimestamp,
  type DocumentId,
  type DocumentKind,
  type MessageId,
  type OfficerId,
  type Sha256,
  type Timestamp,
} from '#kernel';
import { AttachmentProgress, AttachmentView } from '#capabilities/attachments/attachments.contract';
import { PointView, PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import { HandlingView } from '#capabilities/disclosure/handling/handling.contract';
import { RecallMark } from '#capabilities/disclosure/recalls/recalls.contract';
import { FormalRouteWarning, mostWarnings } from '#capabilities/policy/policy.contract';
import { DispatchStage, mostStages } from './stages.contract.js';
import { mostMarks } from './thread-row.contract.js';
import { signatureBytes } from './submissions/signed-document.contract.js';

const directions = ['OUT', 'IN'] as const;

export class DispatchRow {
  @Parsed(parseDocumentId)
  readonly dispatch: DocumentId;
  @One(directions, { description: '`OUT`: said by this State; `IN`: by the neighbour.' })
  readonly direction: (typeof directions)[number];
  @One(documentKinds)
  readonly kind: DocumentKind;
  @Parsed(parseDocumentId, {
    nullable: true,
    description: 'The document that it answers; null for the one that opened the thread.',
  })
  readonly inReplyTo: DocumentId | null;
  @Parsed(parseOfficerId, { description: 'The officer who signed it.' })
  readonly officer: OfficerId;
  @Parsed(parseTimestamp, { description: 'When this State kept it.' })
  readonly committedAt: Timestamp;
  @Parsed(parseMessageId, { nullable: true, description: 'Null until it was sealed.' })
  readonly messageId: MessageId | null;
  @Parsed(parseSha256, { description: 'Of its signed bytes.' })
  readonly documentSha256: Sha256;
  @Whole({ min: 0, description: 'Bytes of its content as it is kept here; 0 once it was erased.' })
  readonly size: number;
  @Part(() => DispatchStage, { list: mostStages, description: 'How far it is, oldest first.' })
  readonly stages: readonly DispatchStage[];
  @Part(() => RecallMark, {
    list: mostMarks,
    description: 'Recalled, narrowed or corrected, oldest first, by the State that said it.',
  })
  readonly recalls: readonly RecallMark[];
  @Flag({ description: 'Recalled and complied with: what it says is not given out any more.' })
  readonly withheld: boolean;
  @Flag({ description: 'It speaks for an accused person: a mark for good.' })
  readonly exculpatory: boolean;
  @Part(() => Posting, {
    nullable: true,
    description: 'Where its officer was posted then, and for whom one stood in.',
  })
  readonly posting: Posting | null;
  @Part(() => PointView, {
    nullable: true,
    description: 'Its State’s directory of the day, as its envelope names it.',
  })
  readonly directory: PointView | null;
  @Part(() => AttachmentProgress, { list: documentLimits.attachments })
  readonly attachments: readonly AttachmentProgress[];
}

export const mostSigned = 1024 * 1024;
export const certificateBytes = 64 * 1024;
export const mostPosted = 10_000;

/**
 * Envelope that the sending State signed; `envelope` and `envelopeSignature` are null while none is stored, for example
 * before sending.
 */
export interface Crossed {
  readonly envelope: Uint8Array | null;
  readonly envelopeSignature: Uint8Array | null;
  readonly posted: readonly PostedSigner[];
}

export class DispatchView extends DispatchRow implements Crossed {
  @Bytes(documentLimits.bytes, { description: 'The exact bytes that its officer signed.' })
  readonly document: Uint8Array;
  @Bytes(signatureBytes, { description: 'Detached OpenPGP signature of `document`, binary.' })
  readonly signature: Uint8Array;
  @Bytes(certificateBytes, { description: 'OpenPGP certificate of the officer, binary.' })
  readonly certificate: Uint8Array;
  @Bytes(mostSigned, {
    nullable: true,
    description: 'What its State signed about it when it crossed.',
  })
  readonly envelope: Uint8Array | null;
  @Bytes(signatureBytes, { nullable: true, description: 'Of `envelope`, by the State’s key.' })
  readonly envelopeSignature: Uint8Array | null;
  @Part(() => PostedSigner, {
    list: mostPosted,
    description: 'Who signed what it encloses from a post, and for whom one stood in.',
  })
  readonly posted: readonly PostedSigner[];
  @Part(() => AttachmentView, { list: documentLimits.attachments })
  override readonly attachments: readonly AttachmentView[];
  @Part(() => HandlingView, {
    nullable: true,
    description:
      'What counts instead of the handling in the document; null when it was not narrowed.',
  })
  readonly narrowed: HandlingView | null;
  @Part(() => FormalRouteWarning, {
    list: mostWarnings,
    description:
      'Of an ask: what of it needs the formal route by the law of the State that shows it.',
  })
  readonly warnings: readonly FormalRouteWarning[];
}

export class ReceiptProof {
  @Bytes(mostSigned, {
    nullable: true,
    description:
      'What this State said about the dispatch, signed by its signing key; null when it was not kept.',
  })
  readonly envelope: Uint8Array | null;
  @Bytes(signatureBytes, { nullable: true, description: 'Of `envelope`, by the State’s key.' })
  readonly envelopeSignature: Uint8Array | null;
  @Bytes(mostSigned, {
    description: 'The neighbour’s statement of kind `receipt-batch`, exact bytes.',
  })
  readonly statement: Uint8Array;
  @Bytes(signatureBytes, { description: 'Of the neighbour’s receipt key.' })
  readonly signature: Uint8Array;
}
