import { Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { ReleasesAnswer } from '../answers/releases.js';
import { BUS, type Bus } from '../bus.js';
import { recallsOf, RecallsQuery } from '../forms/recalls.js';

/** Whether what was said may go on: who asked, and who has not answered, of what this State asks. */
@ApiTags('requests')
@Controller()
export class RequestReleasesController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/requests/consents')
  @Answers(ReleasesAnswer)
  list(
    @Session() session: string,
    @Query() query: RecallsQuery,
  ): Promise<Calls['requests.consents']['out']> {
    return this.bus.request('requests.consents', { session, ...recallsOf(query) });
  }
}

/** The same, of what this State is asked. */
@ApiTags('inbox')
@Controller()
export class InboxReleasesController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/inbox/consents')
  @Answers(ReleasesAnswer)
  list(
    @Session() session: string,
    @Query() query: RecallsQuery,
  ): Promise<Calls['inbox.consents']['out']> {
    return this.bus.request('inbox.consents', { session, ...recallsOf(query) });
  }
}
