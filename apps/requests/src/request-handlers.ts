import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { ReadDelivery } from '#capabilities/requests/read-delivery.queries';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { SubmitDispatch } from '#journey/01-submit';
import { parseDocumentId, parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What this State asks. Who asks comes from the session alone, never from the message. */
@Controller()
export class RequestHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SubmitDispatch) private readonly submits: SubmitDispatch,
    @Inject(ReadThread) private readonly threads: ReadThread,
    @Inject(ReadDocuments) private readonly documents: ReadDocuments,
    @Inject(ReadAttachment) private readonly files: ReadAttachment,
    @Inject(ReadReceipt) private readonly receipts: ReadReceipt,
    @Inject(ReadDelivery) private readonly deliveries: ReadDelivery,
  ) {}

  @MessagePattern('requests.submit')
  async submit(input: In<'requests.submit'>): Out<'requests.submit'> {
    const { session } = await this.sessions.require('requests.submit', input);
    return this.submits.run(session, input);
  }

  @MessagePattern('requests.list')
  list(input: In<'requests.list'>): Out<'requests.list'> {
    return this.sessions.answer('requests.list', input, (session) =>
      this.threads.page(session, input, input.purpose),
    );
  }

  @MessagePattern('requests.show')
  show(input: In<'requests.show'>): Out<'requests.show'> {
    return this.sessions.answer('requests.show', input, (session) =>
      this.threads.show(session, parseThreadId(input.thread), input.purpose, input),
    );
  }

  @MessagePattern('requests.documents')
  page(input: In<'requests.documents'>): Out<'requests.documents'> {
    return this.sessions.answer('requests.documents', input, (session) =>
      this.documents.page(session, parseThreadId(input.thread), input.purpose, input),
    );
  }

  @MessagePattern('requests.document')
  one(input: In<'requests.document'>): Out<'requests.document'> {
    return this.sessions.answer('requests.document', input, (session) => {
      const { dispatch, purpose } = input;
      return this.documents.one(
        session,
        parseThreadId(input.thread),
        parseDocumentId(dispatch),
        purpose,
      );
    });
  }

  @MessagePattern('requests.search')
  search(input: In<'requests.search'>): Out<'requests.search'> {
    return this.sessions.answer('requests.search', input, (session) =>
      this.threads.search(session, input.words, input.purpose),
    );
  }

  @MessagePattern('requests.attachment')
  attachment(input: In<'requests.attachment'>): Out<'requests.attachment'> {
    return this.sessions.answer('requests.attachment', input, (session) =>
      this.files.chunk(session, input),
    );
  }

  @MessagePattern('requests.receipt')
  receipt(input: In<'requests.receipt'>): Out<'requests.receipt'> {
    return this.sessions.answer('requests.receipt', input, (session) =>
      this.receipts.run(session, input),
    );
  }

  /** Of either desk: whoever signed it is told. */
  @MessagePattern('requests.delivery')
  delivery(input: In<'requests.delivery'>): Out<'requests.delivery'> {
    return this.sessions.answer('requests.delivery', input, (session) =>
      this.deliveries.run(session, parseDocumentId(input.dispatch)),
    );
  }
}
