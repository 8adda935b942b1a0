import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { asDataProtectionOfficer } from '#access';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadSubjectAsks } from '#capabilities/data-subjects/data-subjects.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { SubmitSubjectAsk } from '#capabilities/data-subjects/submit-ask.service';
import { parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What data protection officers of neighbours ask about persons. */
@Controller()
export class InboxSubjectHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SubmitSubjectAsk) private readonly sending: SubmitSubjectAsk,
    @Inject(ReadSubjectAsks) private readonly asks: ReadSubjectAsks,
    @Inject(ReadReceipt) private readonly receipts: ReadReceipt,
  ) {}

  @MessagePattern('inbox.subject-asks')
  list(input: In<'inbox.subject-asks'>): Out<'inbox.subject-asks'> {
    return this.sessions.answer('inbox.subject-asks', input, (session) =>
      this.asks.list(session, input),
    );
  }

  @MessagePattern('inbox.subject-asked')
  show(input: In<'inbox.subject-asked'>): Out<'inbox.subject-asked'> {
    return this.sessions.answer('inbox.subject-asked', input, (session) =>
      this.asks.show(session, parseThreadId(input.thread), input),
    );
  }

  @MessagePattern('inbox.subject-answer')
  async answer(input: In<'inbox.subject-answer'>): Out<'inbox.subject-answer'> {
    const { session } = await this.sessions.require('inbox.subject-answer', input);
    return this.sending.run(session, input);
  }

  @MessagePattern('inbox.subject-receipt')
  receipt(input: In<'inbox.subject-receipt'>): Out<'inbox.subject-receipt'> {
    return this.sessions.answer('inbox.subject-receipt', input, (session) =>
      this.receipts.run(asDataProtectionOfficer(session), input),
    );
  }
}
