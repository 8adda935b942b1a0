import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReviewFiles } from '#capabilities/retention/reviews.service';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseThreadId, parseTimestamp } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Which files of what this State is asked are due for review, and what an officer decides of one. */
@Controller()
export class InboxReviewHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReviewFiles) private readonly files: ReviewFiles,
  ) {}

  @MessagePattern('inbox.reviews')
  list(input: In<'inbox.reviews'>): Out<'inbox.reviews'> {
    return this.sessions.answer('inbox.reviews', input, (session) => {
      const { limit, purpose } = input;
      const before = input.before && parseThreadId(input.before);
      return this.files.list(session, { limit, before }, purpose);
    });
  }

  @MessagePattern('inbox.keep')
  keep(input: In<'inbox.keep'>): Out<'inbox.keep'> {
    return this.sessions.answer('inbox.keep', input, (session) => {
      const { thread, reason, until } = input;
      return this.files.keep(session, parseThreadId(thread), reason, parseTimestamp(until));
    });
  }

  @MessagePattern('inbox.want-erased')
  wantErased(input: In<'inbox.want-erased'>): Out<'inbox.want-erased'> {
    return this.sessions.answer('inbox.want-erased', input, (session) =>
      this.files.wantErased(session, parseThreadId(input.thread)),
    );
  }
}
