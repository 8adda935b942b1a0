import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ReadAttachment } from '#capabilities/attachments/read-attachment.service';
import { ReadDocuments } from '#capabilities/requests/read-documents.queries';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { SubmitDispatch } from '#journey/01-submit';
import { parseDocumentId, parseThreadId } from '#kernel';
import type { Calls, Pattern } from '#capabilities/calls';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** What this State is asked. Who reads or answers comes from the session alone, never from the message. */
@Controller()
export class InboxHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SubmitDispatch) private readonly answers: SubmitDispatch,
    @Inject(ReadThread) private readonly threads: ReadThread,
    @Inject(ReadDocuments) private readonly documents: ReadDocuments,
    @Inject(ReadAttachment) private readonly files: ReadAttachment,
    @Inject(ReadReceipt) private readonly receipts: ReadReceipt,
  ) {}

  @MessagePattern('inbox.list')
  list(input: In<'inbox.list'>): Out<'inbox.list'> {
    return this.sessions.answer('inbox.list', input, (session) =>
      this.threads.page(session, input, input.purpose),
    );
  }

  @MessagePattern('inbox.show')
  show(input: In<'inbox.show'>): Out<'inbox.show'> {
    return this.sessions.answer('inbox.show', input, (session) =>
      this.threads.show(session, parseThreadId(input.thread), input.purpose, input),
    );
  }

  @MessagePattern('inbox.search')
  search(input: In<'inbox.search'>): Out<'inbox.search'> {
    return this.sessions.answer('inbox.search', input, (session) =>
      this.threads.search(session, input.words, input.purpose),
    );
  }

  @MessagePattern('inbox.documents')
  page(input: In<'inbox.documents'>): Out<'inbox.documents'> {
    return this.sessions.answer('inbox.documents', input, (session) =>
      this.documents.page(session, parseThreadId(input.thread), input.purpose, input),
    );
  }

  @MessagePattern('inbox.document')
  one(input: In<'inbox.document'>): Out<'inbox.document'> {
    return this.sessions.answer('inbox.document', input, (session) => {
      const { dispatch, purpose } = input;
      return this.documents.one(
        session,
        parseThreadId(input.thread),
        parseDocumentId(dispatch),
        purpose,
      );
    });
  }

  @MessagePattern('inbox.answer')
  async answer(input: In<'inbox.answer'>): Out<'inbox.answer'> {
    const { session } = await this.sessions.require('inbox.answer', input);
    return this.answers.run(session, input);
  }

  @MessagePattern('inbox.attachment')
  attachment(input: In<'inbox.attachment'>): Out<'inbox.attachment'> {
    return this.sessions.answer('inbox.attachment', input, (session) =>
      this.files.chunk(session, input),
    );
  }

  @MessagePattern('inbox.receipt')
  receipt(input: In<'inbox.receipt'>): Out<'inbox.receipt'> {
    return this.sessions.answer('inbox.receipt', input, (session) =>
      this.receipts.run(session, input),
    );
  }
}
