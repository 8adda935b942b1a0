import { Body, Controller, HttpCode, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { LiftedAnswer, StopPart, StopsAnswer } from '../answers/stops.js';
import { BUS, type Bus } from '../bus.js';
import { PurposeQuery, ThreadAddress } from '../forms/addresses.js';
import { signedOf } from '../forms/bodies.js';
import { LiftForm, RequestStopForm, StopForm } from '../forms/stops.js';

/** What keeps this State from telling more of a person, in what it asks. The neighbour is told none of it. */
@ApiTags('requests')
@Controller()
export class RequestStopsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('POST /api/v1/requests/:thread/stop')
  @Answers(StopPart, 201)
  stop(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: RequestStopForm,
  ): Promise<Calls['requests.stop']['out']> {
    const { ground, text, withdrawal } = form;
    return this.bus.request('requests.stop', {
      ...{ session, thread: parseThreadId(address.thread), ground, text },
      // A member that is null counts as missing, too.
      withdrawal: withdrawal ? signedOf(withdrawal) : null,
    });
  }

  /** By one officer; nothing is lifted by it alone. */
  @Route('POST /api/v1/requests/:thread/stop/lift')
  @Answers(StopPart, 201)
  propose(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: LiftForm,
  ): Promise<Calls['requests.stop-lift']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.stop-lift', { session, thread, text: form.text });
  }

  /** By another officer than the one who proposed it. */
  @Route('POST /api/v1/requests/:thread/stop/lift/confirm')
  @HttpCode(200)
  @Answers(LiftedAnswer)
  confirm(
    @Session() session: string,
    @Param() address: ThreadAddress,
  ): Promise<Calls['requests.stop-lifted']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.stop-lifted', { session, thread });
  }

  @Route('GET /api/v1/requests/:thread/stops')
  @Answers(StopsAnswer)
  list(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['requests.stops']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.stops', { session, thread, purpose: query.purpose });
  }
}

/** The same, in what this State is asked. */
@ApiTags('inbox')
@Controller()
export class InboxStopsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('POST /api/v1/inbox/:thread/stop')
  @Answers(StopPart, 201)
  stop(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: StopForm,
  ): Promise<Calls['inbox.stop']['out']> {
    const { ground, text } = form;
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.stop', { session, thread, ground, text });
  }

  /** By one officer; nothing is lifted by it alone. */
  @Route('POST /api/v1/inbox/:thread/stop/lift')
  @Answers(StopPart, 201)
  propose(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: LiftForm,
  ): Promise<Calls['inbox.stop-lift']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.stop-lift', { session, thread, text: form.text });
  }

  /** By another officer than the one who proposed it. */
  @Route('POST /api/v1/inbox/:thread/stop/lift/confirm')
  @HttpCode(200)
  @Answers(LiftedAnswer)
  confirm(
    @Session() session: string,
    @Param() address: ThreadAddress,
  ): Promise<Calls['inbox.stop-lifted']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.stop-lifted', { session, thread });
  }

  @Route('GET /api/v1/inbox/:thread/stops')
  @Answers(StopsAnswer)
  list(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['inbox.stops']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.stops', { session, thread, purpose: query.purpose });
  }
}
