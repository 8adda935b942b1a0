import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { KeepRosters } from '#capabilities/access-lists/access-lists.service';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseOfficerId, parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Who of the authority may read a thread of what this State is asked, and how an officer gets in who may not. */
@Controller()
export class InboxRosterHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(KeepRosters) private readonly rosters: KeepRosters,
  ) {}

  @MessagePattern('inbox.roster')
  show(input: In<'inbox.roster'>): Out<'inbox.roster'> {
    return this.sessions.answer('inbox.roster', input, (session) =>
      this.rosters.show(session, parseThreadId(input.thread), input.purpose),
    );
  }

  @MessagePattern('inbox.roster-add')
  add(input: In<'inbox.roster-add'>): Out<'inbox.roster-add'> {
    return this.sessions.answer('inbox.roster-add', input, (session) =>
      this.rosters.add(
        session,
        parseThreadId(input.thread),
        parseOfficerId(input.officer),
        input.reason,
      ),
    );
  }

  @MessagePattern('inbox.roster-remove')
  remove(input: In<'inbox.roster-remove'>): Out<'inbox.roster-remove'> {
    return this.sessions.answer('inbox.roster-remove', input, (session) =>
      this.rosters.remove(
        session,
        parseThreadId(input.thread),
        parseOfficerId(input.officer),
        input.reason,
      ),
    );
  }

  @MessagePattern('inbox.break-glass')
  breakGlass(input: In<'inbox.break-glass'>): Out<'inbox.break-glass'> {
    return this.sessions.answer('inbox.break-glass', input, (session) =>
      this.rosters.breakGlass(session, parseThreadId(input.thread), input.reason, input.facts),
    );
  }
}
