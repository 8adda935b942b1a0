import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadCopies } from '#capabilities/copies/copies.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseDocumentId } from '#kernel';
import type { Calls, Page } from '#capabilities/calls';

type Copies = Calls['inbox.copies'];
type Copy = Calls['inbox.copy'];
type Withheld = Calls['inbox.withheld-copies'];

const pageOf = ({ limit, before }: Page): Page => ({
  limit,
  before: before === null ? null : parseDocumentId(before),
});

/** What the national contact point is shown of what others ask and tell, and the record of what it is not shown. */
@Controller()
export class CopyHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReadCopies) private readonly copies: ReadCopies,
  ) {}

  @MessagePattern('inbox.copies')
  list(input: Copies['in']): Promise<Copies['out']> {
    return this.sessions.answer('inbox.copies', input, (session) =>
      this.copies.list(session, pageOf(input), input.purpose),
    );
  }

  @MessagePattern('inbox.copy')
  one(input: Copy['in']): Promise<Copy['out']> {
    return this.sessions.answer('inbox.copy', input, (session) =>
      this.copies.one(session, parseDocumentId(input.dispatch), input.purpose),
    );
  }

  @MessagePattern('inbox.withheld-copies')
  withheld(input: Withheld['in']): Promise<Withheld['out']> {
    return this.sessions.answer('inbox.withheld-copies', input, (session) =>
      this.copies.withheld(session, pageOf(input), input.purpose),
    );
  }
}
