import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import {
  ClaimRequest,
  ReadAttachment,
  ReadDocuments,
  ReadReceipt,
  ReadThread,
  Sessions,
  SubmitDispatch,
} from '#flows';
import { parseDocumentId, parseThreadId, type Calls, type Pattern } from '#model';

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
    @Inject(ClaimRequest) private readonly claims: ClaimRequest,
  ) {}

  @MessagePattern('inbox.list')
  async list(input: In<'inbox.list'>): Out<'inbox.list'> {
    const { session } = await this.sessions.require('inbox.list', input);
    return { threads: await this.threads.list(session, input) };
  }

  @MessagePattern('inbox.show')
  async show(input: In<'inbox.show'>): Out<'inbox.show'> {
    const { session } = await this.sessions.require('inbox.show', input);
    return this.threads.show(session, parseThreadId(input.thread), input.purpose, input);
  }

  @MessagePattern('inbox.documents')
  async page(input: In<'inbox.documents'>): Out<'inbox.documents'> {
    const { session } = await this.sessions.require('inbox.documents', input);
    return this.documents.page(session, parseThreadId(input.thread), input.purpose, input);
  }

  @MessagePattern('inbox.document')
  async one(input: In<'inbox.document'>): Out<'inbox.document'> {
    const { session } = await this.sessions.require('inbox.document', input);
    const { dispatch, purpose } = input;
    return this.documents.one(
      session,
      parseThreadId(input.thread),
      parseDocumentId(dispatch),
      purpose,
    );
  }

  @MessagePattern('inbox.claim')
  async claim(input: In<'inbox.claim'>): Out<'inbox.claim'> {
    const { session } = await this.sessions.require('inbox.claim', input);
    return this.claims.run(session, parseThreadId(input.thread));
  }

  @MessagePattern('inbox.answer')
  async answer(input: In<'inbox.answer'>): Out<'inbox.answer'> {
    const { session } = await this.sessions.require('inbox.answer', input);
    return this.answers.run(session, input);
  }

  @MessagePattern('inbox.attachment')
  async attachment(input: In<'inbox.attachment'>): Out<'inbox.attachment'> {
    const { session } = await this.sessions.require('inbox.attachment', input);
    return this.files.chunk(session, input);
  }

  @MessagePattern('inbox.receipt')
  async receipt(input: In<'inbox.receipt'>): Out<'inbox.receipt'> {
    const { session } = await this.sessions.require('inbox.receipt', input);
    return this.receipts.run(session, input);
  }
}
