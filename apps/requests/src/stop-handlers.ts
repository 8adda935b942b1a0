import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { StopThreads } from '#capabilities/suspensions/suspensions.service';
import { parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What keeps this State from telling more of a person, of what this State asks. The neighbour is told none of it. */
@Controller()
export class RequestStopHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(StopThreads) private readonly stops: StopThreads,
  ) {}

  @MessagePattern('requests.stop')
  stop(input: In<'requests.stop'>): Out<'requests.stop'> {
    return this.sessions.answer('requests.stop', input, (session) =>
      this.stops.raise(
        session,
        { ...input, thread: parseThreadId(input.thread) },
        input.withdrawal,
      ),
    );
  }

  @MessagePattern('requests.stop-lift')
  propose(input: In<'requests.stop-lift'>): Out<'requests.stop-lift'> {
    return this.sessions.answer('requests.stop-lift', input, (session) =>
      this.stops.propose(session, parseThreadId(input.thread), input.text),
    );
  }

  @MessagePattern('requests.stop-lifted')
  confirm(input: In<'requests.stop-lifted'>): Out<'requests.stop-lifted'> {
    return this.sessions.answer('requests.stop-lifted', input, (session) =>
      this.stops.confirm(session, parseThreadId(input.thread)),
    );
  }

  @MessagePattern('requests.stops')
  list(input: In<'requests.stops'>): Out<'requests.stops'> {
    return this.sessions.answer('requests.stops', input, async (session) => {
      const { thread, purpose } = input;
      return { stops: await this.stops.list(session, parseThreadId(thread), purpose) };
    });
  }
}
