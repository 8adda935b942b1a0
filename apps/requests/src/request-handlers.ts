import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import {
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
  ) {}

  @MessagePattern('requests.submit')
  async submit(input: In<'requests.submit'>): Out<'requests.submit'> {
    const { session } = await this.sessions.require('requests.submit', input);
    return this.submits.run(session, input);
  }

  @MessagePattern('requests.list')
  async list(input: In<'requests.list'>): Out<'requests.list'> {
    const { session } = await this.sessions.require('requests.list', input);
    return { threads: await this.threads.list(session, input) };
  }

  @MessagePattern('requests.show')
  async show(input: In<'requests.show'>): Out<'requests.show'> {
    const { session } = await this.sessions.require('requests.show', input);
    return this.threads.show(session, parseThreadId(input.thread), input.purpose, input);
  }

  @MessagePattern('requests.documents')
  async page(input: In<'requests.documents'>): Out<'requests.documents'> {
    const { session } = await this.sessions.require('requests.documents', input);
    return this.documents.page(session, parseThreadId(input.thread), input.purpose, input);
  }

  @MessagePattern('requests.document')
  async one(input: In<'requests.document'>): Out<'requests.document'> {
    const { session } = await this.sessions.require('requests.document', input);
    const { dispatch, purpose } = input;
    return this.documents.one(
      session,
      parseThreadId(input.thread),
      parseDocumentId(dispatch),
      purpose,
    );
  }

  @MessagePattern('requests.search')
  async search(input: In<'requests.search'>): Out<'requests.search'> {
    const { session } = await this.sessions.require('requests.search', input);
    return { threads: await this.threads.search(session, input.words, input.purpose) };
  }

  @MessagePattern('requests.attachment')
  async attachment(input: In<'requests.attachment'>): Out<'requests.attachment'> {
    const { session } = await this.sessions.require('requests.attachment', input);
    return this.files.chunk(session, input);
  }

  @MessagePattern('requests.receipt')
  async receipt(input: In<'requests.receipt'>): Out<'requests.receipt'> {
    const { session } = await this.sessions.require('requests.receipt', input);
    return this.receipts.run(session, input);
  }
}
