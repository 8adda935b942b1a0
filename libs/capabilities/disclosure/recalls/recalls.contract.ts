import {
  askedToo,
  call,
  desksToo,
  Flag,
  mostOfPage,
  One,
  Parsed,
  Part,
  purposeful,
  Text,
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
import { AddressView } from '../address.contract.js';
import { mostRecalled } from '../kinds/recall.kind.js';
import {
  recallActs,
  recallOutcomes,
  type RecallAct,
  type RecallOutcome,
} from './recalling.model.js';
import { AnswersOwed } from '../owed.contract.js';

const mostHolders = 10_000;

export class RecallAnswerView {
  @Parsed(parseDocumentId, { description: 'The signed answer.' })
  readonly document: DocumentId;
  @One(recallOutcomes)
  readonly outcome: RecallOutcome;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class RecallMark {
  @Parsed(parseDocumentId, { description: 'The signed document that says so, with its reason.' })
  readonly recall: DocumentId;
  @One(recallActs)
  readonly act: RecallAct;
  @Parsed(parseTimestamp, { description: 'Filed here.' })
  readonly at: Timestamp;
  @Part(() => RecallAnswerView, { nullable: true, description: 'Null while it is owed.' })
  readonly answer: RecallAnswerView | null;
}

export class OpenRecalls {
  @Whole({
    min: 0,
    description: 'Recalls and corrections by the neighbour that wait for an answer of this State.',
  })
  readonly owed: number;
  @Whole({
    min: 0,
    description:
      'Those of this State that wait for the neighbour’s, or did not come there and must be said again.',
  })
  readonly awaited: number;
}

export class ToldView {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @Parsed(parseDocumentId, { description: 'By which this State has told it.' })
  readonly recall: DocumentId;
  @Part(() => AddressView)
  readonly holder: AddressView;
  @Parsed(parseDocumentId, { nullable: true, description: 'The signed answer.' })
  readonly answer: DocumentId | null;
  @One(recallOutcomes, { nullable: true })
  readonly outcome: RecallOutcome | null;
}

export class OnwardView {
  @Part(() => AddressView)
  readonly holder: AddressView;
  @One(recallOutcomes, {
    nullable: true,
    description: 'Null: the State before it has not heard of it.',
  })
  readonly outcome: RecallOutcome | null;
}

export class RecallView extends RecallMark {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @Parsed(parseDocumentId, {
    list: mostRecalled,
    description: 'The documents that it is about.',
  })
  readonly items: readonly DocumentId[];
  @Parsed(parseStateCode, { description: 'Whose words they are.' })
  readonly by: StateCode;
  @Part(() => AddressView, { description: 'Who answers.' })
  readonly holder: AddressView;
  @Parsed(parseTimestamp, { nullable: true, description: 'By the holder’s signed receipt.' })
  readonly deliveredAt: Timestamp | null;
  @Text({
    nullable: true,
    description: 'The code with which the holder’s gateway refused it.',
    example: null,
  })
  readonly rejected: string | null;
  @Flag({ description: 'Delivered a day ago, and no answer.' })
  readonly overdue: boolean;
  @Parsed(parseThreadId, {
    list: mostHolders,
    description:
      'Threads in which this State has handed it on and not yet told of this: that comes before the answer.',
  })
  readonly passOn: readonly ThreadId[];
  @Part(() => ToldView, {
    list: mostHolders,
    description: 'To whom this State has told it in turn, whose answers come before its own.',
  })
  readonly told: readonly ToldView[];
  @Part(() => OnwardView, {
    list: mostHolders,
    nullable: true,
    description:
      'Who has it further on, nearest first, by the signed answers that came with the holder’s. Null: the neighbour holds it and has not said whom it has told.',
  })
  readonly onward: readonly OnwardView[] | null;
}

export class RecallPage {
  @Part(() => RecallView, { list: mostOfPage, description: 'Newest first.' })
  readonly recalls: readonly RecallView[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export const listRecalls = call('recalls', AnswersOwed, RecallPage, {
  requests: purposeful(desksToo),
  inbox: purposeful(askedToo),
});

export const recallCalls = [listRecalls];
