import { Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { RecallsAnswer } from '../answers/recalls.js';
import { BUS, type Bus } from '../bus.js';
import { recallsOf, RecallsQuery } from '../forms/recalls.js';

/** Who has not answered a recall or correction, of what this State asks. */
@ApiTags('requests')
@Controller()
export class RequestRecallsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/requests/recalls')
  @Answers(RecallsAnswer)
  list(
    @Session() session: string,
    @Query() query: RecallsQuery,
  ): Promise<Calls['requests.recalls']['out']> {
    return this.bus.request('requests.recalls', { session, ...recallsOf(query) });
  }
}

/** The same, of what this State is asked. */
@ApiTags('inbox')
@Controller()
export class InboxRecallsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/inbox/recalls')
  @Answers(RecallsAnswer)
  list(
    @Session() session: string,
    @Query() query: RecallsQuery,
  ): Promise<Calls['inbox.recalls']['out']> {
    return this.bus.request('inbox.recalls', { session, ...recallsOf(query) });
  }
}
