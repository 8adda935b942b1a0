import { askedToo, call, desksToo, mostOfPage, One, Parsed, Part, purposeful } from '#contract';
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
import { releaseOutcomes, type ReleaseOutcome } from '../kinds/forward-consent.kind.js';
import { AnswersOwed } from '../owed.contract.js';

export class ReleaseAnswerView {
  @Parsed(parseDocumentId, { description: 'The signed answer.' })
  readonly document: DocumentId;
  @One(releaseOutcomes)
  readonly outcome: ReleaseOutcome;
  @Parsed(parseTimestamp)
  readonly at: Timestamp;
}

export class ReleaseView {
  @Parsed(parseThreadId)
  readonly thread: ThreadId;
  @Parsed(parseDocumentId, {
    description: 'The signed document that asks: for whom, what for and until when.',
  })
  readonly request: DocumentId;
  @Parsed(parseDocumentId, { description: 'The document that is to go on.' })
  readonly item: DocumentId;
  @Parsed(parseStateCode, { description: 'Who asks.' })
  readonly by: StateCode;
  @Part(() => AddressView, { description: 'Whose word it is, and who answers.' })
  readonly originator: AddressView;
  @Parsed(parseTimestamp, { description: 'Filed here.' })
  readonly at: Timestamp;
  @Part(() => ReleaseAnswerView, { nullable: true, description: 'Null while it is owed.' })
  readonly answer: ReleaseAnswerView | null;
}

export class ReleasePage {
  @Part(() => ReleaseView, { list: mostOfPage, description: 'Newest first.' })
  readonly consents: readonly ReleaseView[];
  @Parsed(parseDocumentId, { nullable: true, description: '`after` of the next page.' })
  readonly next: DocumentId | null;
}

export const listReleases = call('consents', AnswersOwed, ReleasePage, {
  requests: purposeful(desksToo),
  inbox: purposeful(askedToo),
});

export const releaseCalls = [listReleases];
