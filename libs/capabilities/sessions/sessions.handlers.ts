import { Controller } from '@nestjs/common';
import type { Nothing } from '#contract';
import { AskedOf, Handles, Token } from '#service';
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
} from './sessions.contract.js';
import { OpenSession } from './sessions.service.js';

@Controller()
export class SessionsHandlers {
  constructor(private readonly sessions: OpenSession) {}

  @Handles(enrolOfficer)
  enrol(@AskedOf() asked: Enrolling): Promise<EnrolledOfficer> {
    return this.sessions.enrol(asked);
  }

  @Handles(openSession)
  open(@AskedOf() asked: OpeningSession): Promise<SessionView> {
    return this.sessions.open(asked);
  }

  @Handles(readSession)
  show(@Token() token: string): Promise<OwnSession> {
    return this.sessions.show(token);
  }

  @Handles(closeSession)
  async close(@Token() token: string): Promise<Nothing> {
    await this.sessions.close(token);
    return {};
  }
}
