import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { StopThreads } from '#capabilities/suspensions/suspensions.service';
import { parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What keeps this State from telling more of a person, of what this State is asked. The neighbour is told none of it. */
@Controller()
export class InboxStopHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(StopThreads) private readonly stops: StopThreads,
  ) {}

  @MessagePattern('inbox.stop')
  stop(input: In<'inbox.stop'>): Out<'inbox.stop'> {
    return this.sessions.answer('inbox.stop', input, (session) =>
      this.stops.raise(session, { ...input, thread: parseThreadId(input.thread) }, null),
    );
  }

  @MessagePattern('inbox.stop-lift')
  propose(input: In<'inbox.stop-lift'>): Out<'inbox.stop-lift'> {
    return this.sessions.answer('inbox.stop-lift', input, (session) =>
      this.stops.propose(session, parseThreadId(input.thread), input.text),
    );
  }

  @MessagePattern('inbox.stop-lifted')
  confirm(input: In<'inbox.stop-lifted'>): Out<'inbox.stop-lifted'> {
    return this.sessions.answer('inbox.stop-lifted', input, (session) =>
      this.stops.confirm(session, parseThreadId(input.thread)),
    );
  }

  @MessagePattern('inbox.stops')
  list(input: In<'inbox.stops'>): Out<'inbox.stops'> {
    return this.sessions.answer('inbox.stops', input, async (session) => {
      const { thread, purpose } = input;
      return { stops: await this.stops.list(session, parseThreadId(thread), purpose) };
    });
  }
}
