import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Asked,
  CALL_BUS,
  deskAddresses,
  From,
  Route,
  type Caller,
  type CallBus,
  inThread,
  joined,
  unknown,
} from '#api';
import { OfThread } from '#contract';
import {
  KeepFile,
  keepFile,
  listReviews,
  ReviewsAsked,
  wantErased,
  type FileUnderReview,
  type KeptFile,
  type ReviewPage,
} from './retention.contract.js';

@ApiTags('retention')
@Controller(deskAddresses)
export class RetentionController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'reviews', listReviews, {
    summary: 'List the files that are due for review',
    description: 'The one that is due the longest first. Nothing of what is in them is told.',
    refuses: unknown,
  })
  listReviews(@From() caller: Caller, @Asked() asked: ReviewsAsked): Promise<ReviewPage> {
    return this.bus.ask(listReviews, caller, asked);
  }

  @Route('POST', ':thread/keep', keepFile, {
    summary: 'Keep a file',
    description: 'Of a file that is due for review: it is needed until a day.',
    refuses: joined(inThread, {
      409: ['RETENTION_HELD', 'REVIEW_NOT_DUE'],
      422: ['REVIEW_TOO_LONG'],
    }),
  })
  keepFile(@From() caller: Caller, @Asked() asked: KeepFile): Promise<KeptFile> {
    return this.bus.ask(keepFile, caller, asked);
  }

  @Route('POST', ':thread/want-erased', wantErased, {
    summary: 'Ask that a file is erased',
    description: 'Nothing is erased by it: two administrators must order that.',
    refuses: joined(inThread, { 409: ['RETENTION_HELD', 'REVIEW_NOT_DUE'] }),
  })
  wantErased(@From() caller: Caller, @Asked() asked: OfThread): Promise<FileUnderReview> {
    return this.bus.ask(wantErased, caller, asked);
  }
}
