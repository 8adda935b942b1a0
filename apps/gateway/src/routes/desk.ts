import { Body, Controller, HttpCode, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseOfficerId, parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { HandedOverAnswer, InHandsAnswer } from '../answers/desk.js';
import { Answers } from '../answers/members.js';
import { BUS, type Bus } from '../bus.js';
import { ThreadAddress } from '../forms/addresses.js';
import { ColleagueForm } from '../forms/desk.js';

/** Who of the desk has what in hand. */
@ApiTags('inbox')
@Controller()
export class DeskController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** To a colleague, or to oneself from the hands of one who may act no more. */
  @Route('POST /api/v1/inbox/:thread/assign')
  @HttpCode(200)
  @Answers(InHandsAnswer)
  assign(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: ColleagueForm,
  ): Promise<Calls['inbox.assign']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.assign', {
      session,
      thread,
      officer: parseOfficerId(form.officer),
    });
  }

  @Route('POST /api/v1/inbox/:thread/release')
  @HttpCode(200)
  @Answers(InHandsAnswer)
  release(
    @Session() session: string,
    @Param() address: ThreadAddress,
  ): Promise<Calls['inbox.release']['out']> {
    return this.bus.request('inbox.release', { session, thread: parseThreadId(address.thread) });
  }

  /** All that one has in hand, also what has ended. */
  @Route('POST /api/v1/inbox/handover')
  @HttpCode(200)
  @Answers(HandedOverAnswer)
  handOver(
    @Session() session: string,
    @Body() form: ColleagueForm,
  ): Promise<Calls['inbox.handover']['out']> {
    return this.bus.request('inbox.handover', { session, officer: parseOfficerId(form.officer) });
  }
}
