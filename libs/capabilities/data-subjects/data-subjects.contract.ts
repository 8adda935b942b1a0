import {
  call,
  Flag,
  keepingRefusals,
  mostOfPage,
  One,
  Page,
  Parsed,
  Part,
  protecting,
  purposeful,
  purposeWords,
  Text,
  Whole,
} from '#contract';
import {
  dataSubjectKinds,
  parseDocumentId,
  parseThreadId,
  parseTimestamp,
  subjectPurposes,
  threadStates,
  type DataSubjectKind,
  type DocumentId,
  type ThreadId,
  type ThreadState,
  type Timestamp,
} from '#kernel';
import {
  DispatchRow,
  DispatchView,
  ReceiptProof,
} from '#capabilities/requests/dispatches.contract';
import { rseqForm } from '#capabilities/requests/documents.contract';
import { SignedDocument } from '#capabilities/requests/submissions/signed-document.contract';
import { SignedAnswer, Submitted } from '#capabilities/requests/submissions/submitted.contract';
import { ThreadRow } from '#capabilities/requests/thread-row.contract';
import {
  subjectGrounds,
  subjectLimits,
  subjectOutcomes,
  type SubjectGround,
  type SubjectOutcome,
} from './data-subjects.lists.js';
import { FoundFiles, SubjectSearchAsked } from './found-files.contract.js';
import { ThreadPlace } from '#capabilities/requests/thread-head.contract';

type SubjectPurpose = (typeof subjectPurposes)[number];

class SubjectPage extends Page {
  @One(subjectPurposes, purposeWords)
  readonly purpose: SubjectPurpose;
}

export class SubjectAskRow extends ThreadPlace {
  @One(threadStates)
  readonly state: ThreadState;
  @Text({
    description: 'Of the State that asks; empty once the content was erased.',
    example: 'DP-2026/017',
  })
  readonly reference: string;
  @One(subjectGrounds, { nullable: true, description: 'Null once the content was erased.' })
  readonly ground: SubjectGround | null;
  @Text({
    nullable: true,
    description: 'The day by which an answer is wanted, `2026-03-31`.',
    example: '2026-03-31',
  })
  readonly answerBy: string | null;
  @One(subjectOutcomes, { nullable: true, description: 'Of the newest answer.' })
  readonly outcome: SubjectOutcome | null;
  @Parsed(parseTimestamp, { nullable: true })
  readonly answeredAt: Timestamp | null;
  @One(dataSubjectKinds, {
    nullable: true,
    description:
      'What of this State did not leave here, or was refused there, and is to be said again.',
  })
  readonly undelivered: DataSubjectKind | null;
  @Flag()
  readonly erased: boolean;
  @Parsed(parseTimestamp)
  readonly openedAt: Timestamp;
}

export class SubjectAsksAsked extends SubjectPage {
  @Parsed(parseThreadId, {
    nullable: true,
    standard: true,
    description: 'The last ask already seen: `next` of the page before.',
  })
  readonly after: ThreadId | null = null;
}

export class SubjectAsks {
  @Part(() => SubjectAskRow, {
    list: subjectLimits.asksPage,
    description: 'Of the own authority, the newest first.',
  })
  readonly asks: readonly SubjectAskRow[];
  @Parsed(parseThreadId, { nullable: true, description: '`after` of the next page.' })
  readonly next: ThreadId | null;
}

export class SubjectAskAsked extends SubjectPage {
  @Parsed(parseThreadId, { description: 'Thread id.' })
  readonly thread: ThreadId;
  @Parsed(parseDocumentId, {
    nullable: true,
    standard: true,
    description: 'The last document already seen: `next` of the page before.',
  })
  readonly after: DocumentId | null = null;
}

export class SubjectAskView extends ThreadRow {
  @Part(() => DispatchView, { list: mostOfPage, description: 'Oldest first.' })
  readonly dispatches: readonly DispatchView[];
  @Part(() => DispatchRow, {
    list: mostOfPage,
    description: 'Of this page, but not given out any more.',
  })
  readonly withheld: readonly DispatchRow[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export class SubjectReceiptAsked {
  @Parsed(parseThreadId, { description: 'Thread id.' })
  readonly thread: ThreadId;
  @Parsed(parseDocumentId, { description: 'Dispatch id.' })
  readonly dispatch: DocumentId;
  @Whole(rseqForm)
  readonly rseq: number;
  @One(subjectPurposes, purposeWords)
  readonly purpose: SubjectPurpose;
}

const atOffice = {
  requests: purposeful(protecting, subjectPurposes),
  inbox: purposeful(protecting, subjectPurposes),
};

export const searchSubject = call('subject-search', SubjectSearchAsked, FoundFiles, {
  requests: protecting,
});
export const askOfSubject = keepingRefusals(
  call('subject-ask', SignedDocument, Submitted, { requests: protecting }),
);
export const answerOfSubject = keepingRefusals(
  call('subject-answer', SignedAnswer, Submitted, { inbox: protecting }),
);
export const listSubjectAsks = call('subject-asks', SubjectAsksAsked, SubjectAsks, atOffice);
export const showSubjectAsk = call('subject-asked', SubjectAskAsked, SubjectAskView, atOffice);
export const proveSubjectReceipt = call(
  'subject-receipt',
  SubjectReceiptAsked,
  ReceiptProof,
  atOffice,
);

export const subjectCalls = [
  searchSubject,
  askOfSubject,
  answerOfSubject,
  listSubjectAsks,
  showSubjectAsk,
  proveSubjectReceipt,
];
