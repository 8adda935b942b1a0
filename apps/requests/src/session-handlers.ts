import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { OpenSession } from '#capabilities/sessions/sessions.service';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Enrolment, login, logout. Refusals are counted into the log: nobody can flood it. */
@Controller()
export class SessionHandlers {
  constructor(
    @Inject(OpenSession) private readonly sessions: OpenSession,
    @Inject(RecordRefusals) private readonly refusals: RecordRefusals,
  ) {}

  @MessagePattern('requests.enrol')
  enrol(input: In<'requests.enrol'>): Out<'requests.enrol'> {
    return this.refusals.noting('requests.enrol', () => this.sessions.enrol(input));
  }

  @MessagePattern('requests.open-session')
  open(input: In<'requests.open-session'>): Out<'requests.open-session'> {
    return this.refusals.noting('requests.open-session', () => this.sessions.open(input));
  }

  @MessagePattern('requests.session')
  show(input: In<'requests.session'>): Out<'requests.session'> {
    return this.refusals.noting('requests.session', () => this.sessions.show(input.session));
  }

  @MessagePattern('requests.close-session')
  async close(input: In<'requests.close-session'>): Out<'requests.close-session'> {
    await this.sessions.close(input.session);
    return {};
  }
}
