import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus } from '#api';
import { Nothing } from '#contract';
import {
  closeSession,
  Enrolling,
  enrolOfficer,
  OpeningSession,
  openSession,
  readSession,
  type EnrolledOfficer,
  type OwnSession,
  type SessionView,
} from '#capabilities/sessions/sessions.contract';
import { KeepAlive } from '../keep-alive.js';

/** Enrolment and sessions; the service verifies the signed login, this only carries it. */
@ApiTags('sessions')
@Controller('api/v1')
export class SessionsController {
  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    private readonly keepAlive: KeepAlive,
  ) {}

  @Route('POST', 'enrolments', enrolOfficer, {
    status: 201,
    summary: 'Enrol with a one-time token',
    description: 'Binds the certificate of the officer. It gives no right: the signed entry does.',
  })
  enrol(@Asked() asked: Enrolling): Promise<EnrolledOfficer> {
    return this.bus.askOpen(enrolOfficer, asked);
  }

  @Route('POST', 'sessions', openSession, {
    status: 201,
    summary: 'Open a session',
    description: 'With a login that the key of the officer has signed for this token.',
  })
  open(@Asked() asked: OpeningSession): Promise<SessionView> {
    return this.bus.askOpen(openSession, asked);
  }

  @Route('GET', 'session', readSession, {
    summary: 'Show the own session',
    description: 'Also keeps it from idling out.',
  })
  show(@From() caller: Caller, @Asked() asked: Nothing): Promise<OwnSession> {
    return this.bus.ask(readSession, caller, asked);
  }

  @Route('DELETE', 'session', closeSession, { status: 204, summary: 'End the own session' })
  async close(@From() caller: Caller, @Asked() asked: Nothing): Promise<Nothing> {
    const ended = await this.bus.ask(closeSession, caller, asked);
    this.keepAlive.forget(caller.session);
    return ended;
  }
}
