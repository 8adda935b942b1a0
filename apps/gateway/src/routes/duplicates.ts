import { Body, Controller, HttpCode, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { NoticesAnswer } from '../answers/desk-notices.js';
import { DuplicatesAnswer } from '../answers/duplicates.js';
import { Answers } from '../answers/members.js';
import { textAsBinary } from '../binary.js';
import { BUS, type Bus } from '../bus.js';
import { NoticesQuery, noticesOf, SoughtForm } from '../forms/duplicates.js';

/** Whether somebody is already at work on what the officers are about to ask. */
@ApiTags('requests')
@Controller()
export class DuplicatesController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** A POST, because whom it is about must not stand in an address. Thirty an hour for each officer. */
  @Route('POST /api/v1/requests/duplicates')
  @HttpCode(200)
  @Answers(DuplicatesAnswer)
  check(
    @Session() session: string,
    @Body() form: SoughtForm,
  ): Promise<Calls['requests.duplicates']['out']> {
    const { purpose } = form;
    const sought = textAsBinary(form.sought);
    return this.bus.request('requests.duplicates', { session, purpose, sought });
  }

  /** What a desk is told of what this authority asks: that other desks asked about it, alerts, broken glasses. */
  @Route('GET /api/v1/requests/notices')
  @Answers(NoticesAnswer)
  notices(
    @Session() session: string,
    @Query() query: NoticesQuery,
  ): Promise<Calls['requests.notices']['out']> {
    return this.bus.request('requests.notices', { session, ...noticesOf(query) });
  }
}

@ApiTags('inbox')
@Controller()
export class InboxNoticesController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** The same of what this authority is asked; and to an officer alone, what was taken over from that one. */
  @Route('GET /api/v1/inbox/notices')
  @Answers(NoticesAnswer)
  notices(
    @Session() session: string,
    @Query() query: NoticesQuery,
  ): Promise<Calls['inbox.notices']['out']> {
    return this.bus.request('inbox.notices', { session, ...noticesOf(query) });
  }
}
