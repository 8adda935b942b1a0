import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { asDataProtectionOfficer } from '#access';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadSubjectAsks } from '#capabilities/data-subjects/data-subjects.queries';
import { SearchSubject } from '#capabilities/data-subjects/search-subject.service';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { SubmitSubjectAsk } from '#capabilities/data-subjects/submit-ask.service';
import { parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What the State keeps of a person who asks, and what it asks of neighbours about them. */
@Controller()
export class SubjectHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SearchSubject) private readonly subjects: SearchSubject,
    @Inject(SubmitSubjectAsk) private readonly sending: SubmitSubjectAsk,
    @Inject(ReadSubjectAsks) private readonly asks: ReadSubjectAsks,
    @Inject(ReadReceipt) private readonly receipts: ReadReceipt,
  ) {}

  @MessagePattern('requests.subject-search')
  search(input: In<'requests.subject-search'>): Out<'requests.subject-search'> {
    return this.sessions.answer('requests.subject-search', input, (session) =>
      this.subjects.run(session, input),
    );
  }

  @MessagePattern('requests.subject-ask')
  async ask(input: In<'requests.subject-ask'>): Out<'requests.subject-ask'> {
    const { session } = await this.sessions.require('requests.subject-ask', input);
    return this.sending.run(session, input);
  }

  @MessagePattern('requests.subject-asks')
  list(input: In<'requests.subject-asks'>): Out<'requests.subject-asks'> {
    return this.sessions.answer('requests.subject-asks', input, (session) =>
      this.asks.list(session, input),
    );
  }

  @MessagePattern('requests.subject-asked')
  show(input: In<'requests.subject-asked'>): Out<'requests.subject-asked'> {
    return this.sessions.answer('requests.subject-asked', input, (session) =>
      this.asks.show(session, parseThreadId(input.thread), input),
    );
  }

  @MessagePattern('requests.subject-receipt')
  receipt(input: In<'requests.subject-receipt'>): Out<'requests.subject-receipt'> {
    return this.sessions.answer('requests.subject-receipt', input, (session) =>
      this.receipts.run(asDataProtectionOfficer(session), input),
    );
  }
}
