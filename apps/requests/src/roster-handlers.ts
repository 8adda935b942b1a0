import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { KeepRosters } from '#capabilities/access-lists/access-lists.service';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseOfficerId, parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Who of the authority may read a thread of what this State asks, and how an officer gets in who may not. */
@Controller()
export class RequestRosterHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(KeepRosters) private readonly rosters: KeepRosters,
  ) {}

  @MessagePattern('requests.roster')
  show(input: In<'requests.roster'>): Out<'requests.roster'> {
    return this.sessions.answer('requests.roster', input, (session) =>
      this.rosters.show(session, parseThreadId(input.thread), input.purpose),
    );
  }

  @MessagePattern('requests.roster-add')
  add(input: In<'requests.roster-add'>): Out<'requests.roster-add'> {
    return this.sessions.answer('requests.roster-add', input, (session) =>
      this.rosters.add(
        session,
        parseThreadId(input.thread),
        parseOfficerId(input.officer),
        input.reason,
      ),
    );
  }

  @MessagePattern('requests.roster-remove')
  remove(input: In<'requests.roster-remove'>): Out<'requests.roster-remove'> {
    return this.sessions.answer('requests.roster-remove', input, (session) =>
      this.rosters.remove(
        session,
        parseThreadId(input.thread),
        parseOfficerId(input.officer),
        input.reason,
      ),
    );
  }

  @MessagePattern('requests.break-glass')
  breakGlass(input: In<'requests.break-glass'>): Out<'requests.break-glass'> {
    return this.sessions.answer('requests.break-glass', input, (session) =>
      this.rosters.breakGlass(session, parseThreadId(input.thread), input.reason, input.facts),
    );
  }
}
