import { Controller, HttpCode, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseDocumentId, parseThreadId, type Purpose } from '#kernel';
import type { Calls } from '#capabilities/calls';
import type { OwedAsked } from '#capabilities/evidence/evidence.contract';
import { Route, Session } from '../access.js';
import { MarkedAnswer, OwedAnswer } from '../answers/evidence.js';
import { Answers } from '../answers/members.js';
import { BUS, type Bus } from '../bus.js';
import { DispatchAddress, listOf, ListQuery } from '../forms/addresses.js';

const owedOf = (query: ListQuery): OwedAsked & { readonly purpose: Purpose } => {
  const { purpose, limit, before } = listOf(query);
  return { purpose, limit, before: before === null ? null : parseDocumentId(before) };
};
const itemOf = ({ thread, dispatch }: DispatchAddress) => ({
  thread: parseThreadId(thread),
  dispatch: parseDocumentId(dispatch),
});

/** What is owed since a thread is about evidence, of what this State asks. */
@ApiTags('requests')
@Controller()
export class RequestEvidenceController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/requests/owed')
  @Answers(OwedAnswer)
  owed(
    @Session() session: string,
    @Query() query: ListQuery,
  ): Promise<Calls['requests.owed']['out']> {
    return this.bus.request('requests.owed', { session, ...owedOf(query) });
  }

  /** That it speaks for an accused person: for good. The State that provided it is owed a notice from then on. */
  @Route('POST /api/v1/requests/:thread/dispatches/:dispatch/exculpatory')
  @HttpCode(200)
  @Answers(MarkedAnswer)
  mark(
    @Session() session: string,
    @Param() address: DispatchAddress,
  ): Promise<Calls['requests.mark-exculpatory']['out']> {
    return this.bus.request('requests.mark-exculpatory', { session, ...itemOf(address) });
  }
}

/** The same, of what this State is asked. */
@ApiTags('inbox')
@Controller()
export class InboxEvidenceController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/inbox/owed')
  @Answers(OwedAnswer)
  owed(@Session() session: string, @Query() query: ListQuery): Promise<Calls['inbox.owed']['out']> {
    return this.bus.request('inbox.owed', { session, ...owedOf(query) });
  }

  /** That it speaks for an accused person: for good. The State that provided it is owed a notice from then on. */
  @Route('POST /api/v1/inbox/:thread/dispatches/:dispatch/exculpatory')
  @HttpCode(200)
  @Answers(MarkedAnswer)
  mark(
    @Session() session: string,
    @Param() address: DispatchAddress,
  ): Promise<Calls['inbox.mark-exculpatory']['out']> {
    return this.bus.request('inbox.mark-exculpatory', { session, ...itemOf(address) });
  }
}
