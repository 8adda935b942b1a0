import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadBroadcast } from '#capabilities/broadcasts/broadcasts.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseBroadcastId } from '#kernel';
import type { Calls } from '#capabilities/calls';

type Broadcast = Calls['requests.broadcast'];

/** What was asked of several States at once. */
@Controller()
export class BroadcastHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReadBroadcast) private readonly broadcasts: ReadBroadcast,
  ) {}

  @MessagePattern('requests.broadcast')
  show(input: Broadcast['in']): Promise<Broadcast['out']> {
    return this.sessions.answer('requests.broadcast', input, async (session) => {
      const broadcast = parseBroadcastId(input.broadcast);
      return { members: await this.broadcasts.show(session, broadcast, input.purpose) };
    });
  }
}
