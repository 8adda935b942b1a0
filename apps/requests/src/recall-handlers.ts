import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadRecalls } from '#capabilities/disclosure/recalls.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseDocumentId } from '#kernel';
import type { Calls } from '#capabilities/calls';

type Recalls = Calls['requests.recalls'];

/** Who has not answered a recall or correction, of what this State asks. */
@Controller()
export class RequestRecallHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReadRecalls) private readonly recalls: ReadRecalls,
  ) {}

  @MessagePattern('requests.recalls')
  list(input: Recalls['in']): Promise<Recalls['out']> {
    return this.sessions.answer('requests.recalls', input, (session) => {
      const before = input.before === null ? null : parseDocumentId(input.before);
      return this.recalls.list(session, { ...input, before }, input.purpose);
    });
  }
}
