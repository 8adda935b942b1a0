import { Body, Controller, HttpCode, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseOfficerId, parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { GlassAnswer, RosterAnswer, RosterChangedAnswer } from '../answers/rosters.js';
import { BUS, type Bus } from '../bus.js';
import { PurposeQuery, ThreadAddress } from '../forms/addresses.js';
import { AdditionForm, GlassForm, RemovalForm } from '../forms/rosters.js';

/** Who of the authority may read a thread of what this State asks, and how an officer gets in who may not. */
@ApiTags('requests')
@Controller()
export class RequestRostersController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/requests/:thread/roster')
  @Answers(RosterAnswer)
  show(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['requests.roster']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.roster', { session, thread, purpose: query.purpose });
  }

  @Route('POST /api/v1/requests/:thread/roster/add')
  @HttpCode(200)
  @Answers(RosterChangedAnswer)
  add(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() { officer, reason }: AdditionForm,
  ): Promise<Calls['requests.roster-add']['out']> {
    const who = { thread: parseThreadId(address.thread), officer: parseOfficerId(officer) };
    return this.bus.request('requests.roster-add', { session, ...who, reason });
  }

  @Route('POST /api/v1/requests/:thread/roster/remove')
  @HttpCode(200)
  @Answers(RosterChangedAnswer)
  remove(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() { officer, reason }: RemovalForm,
  ): Promise<Calls['requests.roster-remove']['out']> {
    const who = { thread: parseThreadId(address.thread), officer: parseOfficerId(officer) };
    return this.bus.request('requests.roster-remove', { session, ...who, reason });
  }

  /** Lets one in for some hours; the own desk and the other State are told at once. */
  @Route('POST /api/v1/requests/:thread/break-glass')
  @Answers(GlassAnswer, 201)
  breakGlass(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() { reason, facts }: GlassForm,
  ): Promise<Calls['requests.break-glass']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.break-glass', { session, thread, reason, facts });
  }
}

/** The same, of what this State is asked. */
@ApiTags('inbox')
@Controller()
export class InboxRostersController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/inbox/:thread/roster')
  @Answers(RosterAnswer)
  show(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['inbox.roster']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.roster', { session, thread, purpose: query.purpose });
  }

  @Route('POST /api/v1/inbox/:thread/roster/add')
  @HttpCode(200)
  @Answers(RosterChangedAnswer)
  add(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() { officer, reason }: AdditionForm,
  ): Promise<Calls['inbox.roster-add']['out']> {
    const who = { thread: parseThreadId(address.thread), officer: parseOfficerId(officer) };
    return this.bus.request('inbox.roster-add', { session, ...who, reason });
  }

  @Route('POST /api/v1/inbox/:thread/roster/remove')
  @HttpCode(200)
  @Answers(RosterChangedAnswer)
  remove(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() { officer, reason }: RemovalForm,
  ): Promise<Calls['inbox.roster-remove']['out']> {
    const who = { thread: parseThreadId(address.thread), officer: parseOfficerId(officer) };
    return this.bus.request('inbox.roster-remove', { session, ...who, reason });
  }

  /** Lets one in for some hours; the own desk and the other State are told at once. */
  @Route('POST /api/v1/inbox/:thread/break-glass')
  @Answers(GlassAnswer, 201)
  breakGlass(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() { reason, facts }: GlassForm,
  ): Promise<Calls['inbox.break-glass']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.break-glass', { session, thread, reason, facts });
  }
}
