import {
  askedToo,
  call,
  desksToo,
  Flag,
  OfThread,
  One,
  Parsed,
  Part,
  purposeful,
  ReadPage,
  Whole,
} from '#contract';
import {
  parseDocumentId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  type DocumentId,
  type StateCode,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { evidenceOwed, mostOwedOfPage, type EvidenceOwed } from './evidence.lists.js';

export class OpenEvidence {
  @Whole({ min: 0, description: 'Consents and notices that this State owes.' })
  readonly owed: number;
  @Whole({ min: 0, description: 'Those that the neighbour owes.' })
  readonly awaited: number;
}

export class OwedView {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @One(evidenceOwed, {
    description:
      'The answer to a request for consent; that the own central authority knows of the contact; that an item speaks for an accused person.',
  })
  readonly what: EvidenceOwed;
  @Parsed(parseDocumentId, {
    description:
      'The request for consent; the document that made the thread evidential; the item that is marked.',
  })
  readonly about: DocumentId;
  @Parsed(parseStateCode, { description: 'Who owes it.' })
  readonly by: StateCode;
  @Parsed(parseTimestamp)
  readonly since: Timestamp;
  @Parsed(parseTimestamp, {
    nullable: true,
    description:
      'Until when; null of what has no time limit, and while the document that it is about has not arrived.',
  })
  readonly dueAt: Timestamp | null;
}

export class OwedAsked extends ReadPage {
  @Parsed(parseDocumentId, {
    nullable: true,
    standard: true,
    description: 'The last document that a row was about: `next` of the page before.',
  })
  readonly after: DocumentId | null = null;
}

export class OwedPage {
  @Part(() => OwedView, {
    list: mostOwedOfPage,
    description: 'Newest first; all that is about one document stands on one page.',
  })
  readonly owed: readonly OwedView[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export class MarkExculpatory extends OfThread {
  @Parsed(parseDocumentId, { description: 'The document that speaks for an accused person.' })
  readonly dispatch: DocumentId;
}

export class MarkedItem {
  @Flag({ description: 'False when it was marked before.' })
  readonly marked: boolean;
}

export const listOwed = call('owed', OwedAsked, OwedPage, {
  requests: purposeful(desksToo),
  inbox: purposeful(askedToo),
});
export const markExculpatory = call('mark-exculpatory', MarkExculpatory, MarkedItem, {
  requests: desksToo,
  inbox: askedToo,
});

export const evidenceCalls = [listOwed, markExculpatory];
