import { Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBroadcastId, parseDocumentId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import {
  BroadcastAnswer,
  CopiedDocumentAnswer,
  CopiesAnswer,
  WithheldCopiesAnswer,
} from '../answers/copies.js';
import { Answers } from '../answers/members.js';
import { BUS, type Bus } from '../bus.js';
import { ListQuery, PurposeQuery } from '../forms/addresses.js';
import { BroadcastAddress, copiesOf, CopyAddress } from '../forms/copies.js';

/** What the national contact point is shown, and what it is not. */
@ApiTags('inbox')
@Controller()
export class CopiesController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** Requests, answers and information between other authorities, of both desks, newest first. */
  @Route('GET /api/v1/inbox/copies')
  @Answers(CopiesAnswer)
  list(
    @Session() session: string,
    @Query() query: ListQuery,
  ): Promise<Calls['inbox.copies']['out']> {
    return this.bus.request('inbox.copies', { session, ...copiesOf(query) });
  }

  @Route('GET /api/v1/inbox/copies/:dispatch')
  @Answers(CopiedDocumentAnswer)
  one(
    @Session() session: string,
    @Param() address: CopyAddress,
    @Query() { purpose }: PurposeQuery,
  ): Promise<Calls['inbox.copy']['out']> {
    const dispatch = parseDocumentId(address.dispatch);
    return this.bus.request('inbox.copy', { session, dispatch, purpose });
  }

  /** For a supervisor: which documents of the own authority were not copied, and why. */
  @Route('GET /api/v1/inbox/withheld-copies')
  @Answers(WithheldCopiesAnswer)
  withheld(
    @Session() session: string,
    @Query() query: ListQuery,
  ): Promise<Calls['inbox.withheld-copies']['out']> {
    return this.bus.request('inbox.withheld-copies', { session, ...copiesOf(query) });
  }
}

/** What was asked of several States at once. */
@ApiTags('requests')
@Controller()
export class BroadcastsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/requests/broadcasts/:broadcast')
  @Answers(BroadcastAnswer)
  show(
    @Session() session: string,
    @Param() address: BroadcastAddress,
    @Query() { purpose }: PurposeQuery,
  ): Promise<Calls['requests.broadcast']['out']> {
    const broadcast = parseBroadcastId(address.broadcast);
    return this.bus.request('requests.broadcast', { session, broadcast, purpose });
  }
}
