import { Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBroadcastId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { BroadcastAnswer } from '../answers/copies.js';
import { Answers } from '../answers/members.js';
import { BUS, type Bus } from '../bus.js';
import { PurposeQuery } from '../forms/addresses.js';
import { BroadcastAddress } from '../forms/copies.js';

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
