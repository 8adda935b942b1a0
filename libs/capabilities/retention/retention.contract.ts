import {
  asked,
  call,
  desks,
  OfThread,
  One,
  Flag,
  Parsed,
  Part,
  purposeful,
  ReadPage,
  mostOfPage,
} from '#contract';
import {
  parseAuthorityId,
  parseOfficerId,
  parseStateCode,
  parseThreadId,
  parseTimestamp,
  threadStates,
  threadTypes,
  type AuthorityId,
  type OfficerId,
  type StateCode,
  type ThreadId,
  type ThreadState,
  type ThreadType,
  type Timestamp,
} from '#kernel';
import { keepReasons, type KeepReason } from './schedule.model.js';
import {
  openCaseErasures,
  openGrounds,
  openGroundWords,
  type OpenCaseErasure,
  type OpenGround,
} from './open-case/open-case.model.js';

const groundWords = Object.entries(openGroundWords)
  .map(([code, words]) => `\`${code}\`: ${words}.`)
  .join(' ');

export class OpenCaseView {
  @One(openGrounds, { description: `The newest act that keeps it open. ${groundWords}` })
  readonly ground: OpenGround;
  @Parsed(parseTimestamp, { description: 'When that act was recorded.' })
  readonly since: Timestamp;
  @One(openCaseErasures, {
    description:
      '`HELD`: a hold stands. `DECISION_NEEDED`: it is not erased before a decision on hold. `DECIDED`: a hold was set since, and two administrators have lifted it.',
  })
  readonly erasure: OpenCaseErasure;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'When its erasure was stopped for it; null: it was not.',
  })
  readonly stoppedAt: Timestamp | null;
}

export class FileUnderReview {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @One(threadTypes)
  readonly requestType: ThreadType;
  @One(threadStates)
  readonly state: ThreadState;
  @Parsed(parseStateCode)
  readonly peer: StateCode;
  @Parsed(parseAuthorityId)
  readonly peerAuthority: AuthorityId;
  @Parsed(parseOfficerId, {
    nullable: true,
    description: 'In whose hands it is or was; for what this State asks, whoever asked.',
  })
  readonly keeper: OfficerId | null;
  @Parsed(parseTimestamp)
  readonly dueAt: Timestamp;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'When the exchange ended; null when it just stopped.',
  })
  readonly endedAt: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'When it goes by itself; null while the exchange has not ended.',
  })
  readonly eraseAt: Timestamp | null;
  @Parsed(parseTimestamp, {
    nullable: true,
    description: 'An officer wants it erased; two administrators must order that.',
  })
  readonly erasureWantedAt: Timestamp | null;
  @Flag({ description: 'Nothing of it may be erased for now.' })
  readonly held: boolean;
  @Part(() => OpenCaseView, { nullable: true, description: 'Null: its case is not open.' })
  readonly openCase: OpenCaseView | null;
}

export class ReviewsAsked extends ReadPage {
  @Parsed(parseThreadId, {
    nullable: true,
    standard: true,
    description: 'The last file already seen: `next` of the page before.',
  })
  readonly after: ThreadId | null = null;
}

export class ReviewPage {
  @Part(() => FileUnderReview, {
    list: mostOfPage,
    description: 'The one that is due the longest first.',
  })
  readonly files: readonly FileUnderReview[];
  @Parsed(parseThreadId, { nullable: true, description: '`after` of the next page.' })
  readonly next: ThreadId | null;
}

export class KeepFile extends OfThread {
  @One(keepReasons, { description: 'Why the file is still needed.' })
  readonly reason: KeepReason;
  @Parsed(parseTimestamp, {
    description:
      'Until when nobody needs to look again: at most the next review by the rule, and not after the file goes.',
  })
  readonly until: Timestamp;
}

export class KeptFile {
  @Parsed(parseTimestamp)
  readonly until: Timestamp;
}

const atDesk = { requests: desks, inbox: asked };

export const listReviews = call('reviews', ReviewsAsked, ReviewPage, {
  requests: purposeful(desks),
  inbox: purposeful(asked),
});
export const keepFile = call('keep', KeepFile, KeptFile, atDesk);
export const wantErased = call('want-erased', OfThread, FileUnderReview, atDesk);

export const retentionCalls = [listReviews, keepFile, wantErased];
