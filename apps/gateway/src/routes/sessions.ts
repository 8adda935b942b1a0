import { Body, Controller, HttpCode, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import {
  EnrolledAnswer,
  OwnSessionAnswer,
  SessionAnswer,
  type OwnSession,
} from '../answers/people.js';
import { textAsBinary } from '../binary.js';
import { BUS, type Bus } from '../bus.js';
import { EnrolmentForm, SessionForm } from '../forms/bodies.js';
import { OPTIONS, type GatewayOptions } from '../options.js';
import { KeepAlive } from '../keep-alive.js';

/** Enrolment and sessions; the service verifies the signed login, this only carries it. */
@ApiTags('sessions')
@Controller()
export class SessionsController {
  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(OPTIONS) private readonly options: GatewayOptions,
    private readonly keepAlive: KeepAlive,
  ) {}

  @Route('POST /api/v1/enrolments')
  @Answers(EnrolledAnswer, 201)
  enrol(@Body() form: EnrolmentForm): Promise<Calls['requests.enrol']['out']> {
    return this.bus.request('requests.enrol', {
      token: form.token,
      certificate: textAsBinary(form.certificate),
      login: textAsBinary(form.login),
      signature: textAsBinary(form.signature),
      ...(form.root && { root: form.root }),
    });
  }

  @Route('POST /api/v1/sessions')
  @Answers(SessionAnswer, 201)
  open(@Body() form: SessionForm): Promise<Calls['requests.open-session']['out']> {
    return this.bus.request('requests.open-session', {
      login: textAsBinary(form.login),
      signature: textAsBinary(form.signature),
      token: form.token,
    });
  }

  @Route('GET /api/v1/session')
  @Answers(OwnSessionAnswer)
  async show(@Session() session: string): Promise<OwnSession> {
    const own = await this.bus.request('requests.session', { session });
    return { ...own, attachmentBytes: this.options.limits.attachmentBytes };
  }

  @Route('DELETE /api/v1/session')
  @HttpCode(204)
  async close(@Session() session: string): Promise<void> {
    await this.bus.request('requests.close-session', { session });
    this.keepAlive.forget(session);
  }
}
