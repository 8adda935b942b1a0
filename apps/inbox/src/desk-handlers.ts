import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { HandRequests } from '#capabilities/assignment/hand-requests.service';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseOfficerId, parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Who of the desk has what in hand, and what it is told. Nothing here is sent. */
@Controller()
export class DeskHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(HandRequests) private readonly hands: HandRequests,
    @Inject(ReadNotices) private readonly told: ReadNotices,
  ) {}

  @MessagePattern('inbox.assign')
  assign(input: In<'inbox.assign'>): Out<'inbox.assign'> {
    return this.sessions.answer('inbox.assign', input, (session) =>
      this.hands.assign(session, parseThreadId(input.thread), parseOfficerId(input.officer)),
    );
  }

  @MessagePattern('inbox.release')
  release(input: In<'inbox.release'>): Out<'inbox.release'> {
    return this.sessions.answer('inbox.release', input, (session) =>
      this.hands.release(session, parseThreadId(input.thread)),
    );
  }

  @MessagePattern('inbox.handover')
  handOver(input: In<'inbox.handover'>): Out<'inbox.handover'> {
    return this.sessions.answer('inbox.handover', input, (session) =>
      this.hands.handOver(session, parseOfficerId(input.officer)),
    );
  }

  @MessagePattern('inbox.notices')
  notices(input: In<'inbox.notices'>): Out<'inbox.notices'> {
    return this.sessions.answer('inbox.notices', input, (session) =>
      this.told.list(session, input),
    );
  }
}
