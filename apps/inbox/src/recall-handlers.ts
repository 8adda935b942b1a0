import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadRecalls } from '#capabilities/disclosure/recalls.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseDocumentId } from '#kernel';
import type { Calls } from '#capabilities/calls';

type Recalls = Calls['inbox.recalls'];

/** Who has not answered a recall or correction, of what this State is asked. */
@Controller()
export class InboxRecallHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReadRecalls) private readonly recalls: ReadRecalls,
  ) {}

  @MessagePattern('inbox.recalls')
  list(input: Recalls['in']): Promise<Recalls['out']> {
    return this.sessions.answer('inbox.recalls', input, (session) => {
      const before = input.before === null ? null : parseDocumentId(input.before);
      return this.recalls.list(session, { ...input, before }, input.purpose);
    });
  }
}
