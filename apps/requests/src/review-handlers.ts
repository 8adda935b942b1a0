import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReviewFiles } from '#capabilities/retention/reviews.service';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseThreadId, parseTimestamp } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Which files of what this State asks are due for review, and what an officer decides of one. */
@Controller()
export class RequestReviewHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ReviewFiles) private readonly files: ReviewFiles,
  ) {}

  @MessagePattern('requests.reviews')
  list(input: In<'requests.reviews'>): Out<'requests.reviews'> {
    return this.sessions.answer('requests.reviews', input, (session) => {
      const { limit, purpose } = input;
      const before = input.before && parseThreadId(input.before);
      return this.files.list(session, { limit, before }, purpose);
    });
  }

  @MessagePattern('requests.keep')
  keep(input: In<'requests.keep'>): Out<'requests.keep'> {
    return this.sessions.answer('requests.keep', input, (session) => {
      const { thread, reason, until } = input;
      return this.files.keep(session, parseThreadId(thread), reason, parseTimestamp(until));
    });
  }

  @MessagePattern('requests.want-erased')
  wantErased(input: In<'requests.want-erased'>): Out<'requests.want-erased'> {
    return this.sessions.answer('requests.want-erased', input, (session) =>
      this.files.wantErased(session, parseThreadId(input.thread)),
    );
  }
}
