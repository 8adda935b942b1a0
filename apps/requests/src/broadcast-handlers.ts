import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadBroadcast, Sessions } from '#flows';
import { parseBroadcastId, type Calls } from '#model';

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
