import {
  Bytes,
  call,
  desks,
  Flag,
  mostOfPage,
  One,
  Parsed,
  Part,
  purposeful,
  Read,
  ReadPage,
  supervising,
  Text,
} from '#contract';
import {
  copyExceptions,
  documentLimits,
  parseAuthorityId,
  parseDocumentId,
  parseMessageId,
  parseOfficerId,
  parseTimestamp,
  type AuthorityId,
  type CopyException,
  type DocumentId,
  type MessageId,
  type OfficerId,
  type Timestamp,
} from '#kernel';
import { PointView, PostedSigner, Posting } from '#capabilities/directory/postings.contract';
import { RecallMark } from '#capabilities/disclosure/recalls/recalls.contract';
import { copiedKinds, type CopiedKind } from './copying.model.js';
import {
  certificateBytes,
  mostPosted,
  mostSigned,
} from '#capabilities/requests/dispatches.contract';
import { signatureBytes } from '#capabilities/requests/submissions/signed-document.contract';
import { mostMarks } from '#capabilities/requests/thread-row.contract';
import { ThreadHead, ThreadPlace } from '#capabilities/requests/thread-head.contract';

export class CopyView extends ThreadHead {
  @Parsed(parseDocumentId, { description: 'The copied document.' })
  readonly dispatch: DocumentId;
  @One(copiedKinds)
  readonly kind: CopiedKind;
  @Parsed(parseAuthorityId, { description: 'Of this State: who asks, or is asked.' })
  readonly authority: AuthorityId;
  @Text({
    description:
      'Empty once the content was erased, or recalled and complied with; and of what goes by a release, which names one authority.',
    example: 'Keeper of a van',
  })
  readonly subjectLine: string;
  @Flag({ description: 'The content was lawfully destroyed.' })
  readonly erased: boolean;
  @Parsed(parseTimestamp, { description: 'Copied here.' })
  readonly at: Timestamp;
  @Part(() => RecallMark, {
    list: mostMarks,
    description:
      'Narrowed, corrected or recalled since, the oldest first: what holds now, its authority knows.',
  })
  readonly recalls: readonly RecallMark[];
  @Part(() => Posting, {
    nullable: true,
    description: 'Where its officer was posted then, and for whom one stood in.',
  })
  readonly posting: Posting | null;
}

export class CopiedDocument extends CopyView {
  @One(['OUT', 'IN'])
  readonly direction: 'OUT' | 'IN';
  @Parsed(parseOfficerId)
  readonly officer: OfficerId;
  @Bytes(documentLimits.bytes)
  readonly document: Uint8Array;
  @Bytes(signatureBytes)
  readonly signature: Uint8Array;
  @Bytes(certificateBytes, { description: 'Of the officer.' })
  readonly certificate: Uint8Array;
  @Parsed(parseMessageId, { nullable: true })
  readonly messageId: MessageId | null;
  @Part(() => PointView, {
    nullable: true,
    description: 'Its State’s directory of the day, as its envelope names it.',
  })
  readonly directory: PointView | null;
  @Bytes(mostSigned, {
    nullable: true,
    description: 'What its State signed about it when it crossed.',
  })
  readonly envelope: Uint8Array | null;
  @Bytes(signatureBytes, { nullable: true })
  readonly envelopeSignature: Uint8Array | null;
  @Part(() => PostedSigner, {
    list: mostPosted,
    description: 'Who signed what it encloses from a post, and for whom one stood in.',
  })
  readonly posted: readonly PostedSigner[];
}

export class WithheldCopy extends ThreadPlace {
  @Parsed(parseDocumentId, { description: 'The document that was not copied.' })
  readonly dispatch: DocumentId;
  @One(copiedKinds)
  readonly kind: CopiedKind;
  @Parsed(parseOfficerId, { description: 'Who signed the document.' })
  readonly officer: OfficerId;
  @One(copyExceptions)
  readonly exception: CopyException;
  @Text({ description: 'Facts behind the exception.', example: 'The source would be known by it.' })
  readonly reason: string;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class CopiesAsked extends ReadPage {
  @Parsed(parseDocumentId, {
    nullable: true,
    standard: true,
    description: 'The last document already seen: `next` of the page before.',
  })
  readonly after: DocumentId | null = null;
}

export class CopyAsked extends Read {
  @Parsed(parseDocumentId, { description: 'Id of the copied document.' })
  readonly dispatch: DocumentId;
}

export class CopyPage {
  @Part(() => CopyView, { list: mostOfPage, description: 'Newest first.' })
  readonly copies: readonly CopyView[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export class WithheldPage {
  @Part(() => WithheldCopy, { list: mostOfPage, description: 'Newest first.' })
  readonly withheld: readonly WithheldCopy[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export const listCopies = call('copies', CopiesAsked, CopyPage, { inbox: purposeful(desks) });
export const showCopy = call('copy', CopyAsked, CopiedDocument, { inbox: purposeful(desks) });
export const listWithheldCopies = call('withheld-copies', CopiesAsked, WithheldPage, {
  inbox: purposeful(supervising),
});

export const copyCalls = [listCopies, showCopy, listWithheldCopies];
