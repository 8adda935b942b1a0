import { threadStates, threadTypes } from '#kernel';
import type { Calls } from '#capabilities/calls';
import type { FileUnderReview, ReviewPage } from '#capabilities/retention/retention.contract';
import { Name, One, Parts, State, Time, Truth, Uuid, type Edge, type EdgeOf } from './members.js';

/** Answers about files of which somebody must say whether they are still needed. */

export class FileUnderReviewPart implements Edge<FileUnderReview> {
  @Uuid()
  readonly thread: EdgeOf<FileUnderReview, 'thread'>;
  @One(threadTypes)
  readonly requestType: EdgeOf<FileUnderReview, 'requestType'>;
  @One(threadStates)
  readonly state: EdgeOf<FileUnderReview, 'state'>;
  @State()
  readonly peer: EdgeOf<FileUnderReview, 'peer'>;
  @Name()
  readonly peerAuthority: EdgeOf<FileUnderReview, 'peerAuthority'>;
  @Name({ nullable: true, description: 'In whose hands it is or was; or who asked.' })
  readonly keeper: EdgeOf<FileUnderReview, 'keeper'>;
  @Time()
  readonly dueAt: EdgeOf<FileUnderReview, 'dueAt'>;
  @Time({ nullable: true, description: 'When the exchange ended; null when it just stopped.' })
  readonly endedAt: EdgeOf<FileUnderReview, 'endedAt'>;
  @Time({ nullable: true, description: 'When it goes by itself; null while nothing has ended.' })
  readonly eraseAt: EdgeOf<FileUnderReview, 'eraseAt'>;
  @Time({ nullable: true, description: 'Somebody wants it erased; two administrators order that.' })
  readonly erasureWantedAt: EdgeOf<FileUnderReview, 'erasureWantedAt'>;
  @Truth({ description: 'Nothing of it may be erased for now.' })
  readonly held: boolean;
}

export class ReviewsAnswer implements Edge<ReviewPage> {
  @Parts(() => FileUnderReviewPart, { description: 'The one that is due the longest first.' })
  readonly files: readonly FileUnderReviewPart[];
  @Uuid({ nullable: true, description: 'Where the next page begins.' })
  readonly next: EdgeOf<ReviewPage, 'next'>;
}

export class KeptAnswer implements Edge<Calls['inbox.keep']['out']> {
  @Time()
  readonly until: EdgeOf<Calls['inbox.keep']['out'], 'until'>;
}
