import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { CheckDuplicates } from '#capabilities/deconfliction/check-duplicates.service';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Whether somebody is already at work on the same. */
@Controller()
export class DuplicateHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(CheckDuplicates) private readonly checks: CheckDuplicates,
    @Inject(ReadNotices) private readonly told: ReadNotices,
  ) {}

  @MessagePattern('requests.duplicates')
  check(input: In<'requests.duplicates'>): Out<'requests.duplicates'> {
    return this.sessions.answer('requests.duplicates', input, (session) =>
      this.checks.run(session, input.sought, input.purpose),
    );
  }

  @MessagePattern('requests.notices')
  notices(input: In<'requests.notices'>): Out<'requests.notices'> {
    return this.sessions.answer('requests.notices', input, (session) =>
      this.told.list(session, input),
    );
  }
}
