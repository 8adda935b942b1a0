import { Body, Controller, HttpCode, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseThreadId, parseTimestamp } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { FileUnderReviewPart, KeptAnswer, ReviewsAnswer } from '../answers/reviews.js';
import { BUS, type Bus } from '../bus.js';
import { ListQuery, ThreadAddress } from '../forms/addresses.js';
import { KeepForm, reviewsOf } from '../forms/reviews.js';

/** Whether files of what this State has asked are still needed. */
@ApiTags('requests')
@Controller()
export class RequestReviewsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/requests/reviews')
  @Answers(ReviewsAnswer)
  list(
    @Session() session: string,
    @Query() query: ListQuery,
  ): Promise<Calls['requests.reviews']['out']> {
    return this.bus.request('requests.reviews', { session, ...reviewsOf(query) });
  }

  @Route('POST /api/v1/requests/:thread/keep')
  @HttpCode(200)
  @Answers(KeptAnswer)
  keep(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: KeepForm,
  ): Promise<Calls['requests.keep']['out']> {
    const thread = parseThreadId(address.thread);
    const until = parseTimestamp(form.until);
    return this.bus.request('requests.keep', { session, thread, reason: form.reason, until });
  }

  /** Nothing is erased by it: two administrators must order that. */
  @Route('POST /api/v1/requests/:thread/want-erased')
  @HttpCode(200)
  @Answers(FileUnderReviewPart)
  wantErased(
    @Session() session: string,
    @Param() address: ThreadAddress,
  ): Promise<Calls['requests.want-erased']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.want-erased', { session, thread });
  }
}

/** The same, of what this State was asked. */
@ApiTags('inbox')
@Controller()
export class InboxReviewsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/inbox/reviews')
  @Answers(ReviewsAnswer)
  list(
    @Session() session: string,
    @Query() query: ListQuery,
  ): Promise<Calls['inbox.reviews']['out']> {
    return this.bus.request('inbox.reviews', { session, ...reviewsOf(query) });
  }

  @Route('POST /api/v1/inbox/:thread/keep')
  @HttpCode(200)
  @Answers(KeptAnswer)
  keep(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: KeepForm,
  ): Promise<Calls['inbox.keep']['out']> {
    const thread = parseThreadId(address.thread);
    const until = parseTimestamp(form.until);
    return this.bus.request('inbox.keep', { session, thread, reason: form.reason, until });
  }

  /** Nothing is erased by it: two administrators must order that. */
  @Route('POST /api/v1/inbox/:thread/want-erased')
  @HttpCode(200)
  @Answers(FileUnderReviewPart)
  wantErased(
    @Session() session: string,
    @Param() address: ThreadAddress,
  ): Promise<Calls['inbox.want-erased']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.want-erased', { session, thread });
  }
}
