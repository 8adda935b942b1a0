import { Body, Controller, HttpCode, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { parseDocumentId, parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers, AnswersBytes } from '../answers/members.js';
import {
  DocumentAnswer,
  DocumentsAnswer,
  FoundThreadsAnswer,
  ReceiptProofAnswer,
  SubmittedAnswer,
  ThreadAnswer,
  ThreadsAnswer,
} from '../answers/threads.js';
import { BUS, type Bus } from '../bus.js';
import { Downloader } from '../download.js';
import {
  AttachmentAddress,
  DispatchAddress,
  DispatchesQuery,
  dispatchesOf,
  PurposeQuery,
  ReceiptAddress,
  receiptOf,
  ThreadAddress,
} from '../forms/addresses.js';
import { AnswerForm, answerOf, SearchForm } from '../forms/bodies.js';
import { InboxQuery, threadsOf } from '../forms/desk.js';
import { placeOf, sendAttachment } from './attachments.js';

/** What neighbours ask of this State. */
@ApiTags('inbox')
@Controller()
export class InboxController {
  constructor(
    @Inject(BUS) private readonly bus: Bus,
    private readonly downloader: Downloader,
  ) {}

  @Route('GET /api/v1/inbox')
  @Answers(ThreadsAnswer)
  list(
    @Session() session: string,
    @Query() query: InboxQuery,
  ): Promise<Calls['inbox.list']['out']> {
    return this.bus.request('inbox.list', { session, ...threadsOf(query) });
  }

  /** A POST, because what is searched for must not stand in an address. */
  @Route('POST /api/v1/inbox/search')
  @HttpCode(200)
  @Answers(FoundThreadsAnswer)
  search(
    @Session() session: string,
    @Body() form: SearchForm,
  ): Promise<Calls['inbox.search']['out']> {
    const { purpose, words } = form;
    return this.bus.request('inbox.search', { session, purpose, words });
  }

  @Route('GET /api/v1/inbox/:thread')
  @Answers(ThreadAnswer)
  show(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: DispatchesQuery,
  ): Promise<Calls['inbox.show']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.show', { session, thread, ...dispatchesOf(query) });
  }

  /** As many as fit one answer: `next` says where to go on. */
  @Route('GET /api/v1/inbox/:thread/dispatches')
  @Answers(DocumentsAnswer)
  documents(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: DispatchesQuery,
  ): Promise<Calls['inbox.documents']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.documents', { session, thread, ...dispatchesOf(query) });
  }

  @Route('GET /api/v1/inbox/:thread/dispatches/:dispatch')
  @Answers(DocumentAnswer)
  document(
    @Session() session: string,
    @Param() address: DispatchAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['inbox.document']['out']> {
    return this.bus.request('inbox.document', {
      session,
      purpose: query.purpose,
      thread: parseThreadId(address.thread),
      dispatch: parseDocumentId(address.dispatch),
    });
  }

  @Route('GET /api/v1/inbox/:thread/dispatches/:dispatch/attachments/:position')
  @AnswersBytes()
  attachment(
    @Session() session: string,
    @Param() address: AttachmentAddress,
    @Query() query: PurposeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const place = placeOf(session, address, query);
    return sendAttachment(this.downloader, 'inbox.attachment', place, reply);
  }

  /** What proves one receipt: the neighbour's signed statement and our envelope, so that nobody need believe this gateway. */
  @Route('GET /api/v1/inbox/:thread/dispatches/:dispatch/receipts/:rseq')
  @Answers(ReceiptProofAnswer)
  receipt(
    @Session() session: string,
    @Param() address: ReceiptAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['inbox.receipt']['out']> {
    return this.bus.request('inbox.receipt', { session, ...receiptOf(address, query) });
  }

  @Route('POST /api/v1/inbox/:thread/answers')
  @Answers(SubmittedAnswer, 201)
  async answer(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: AnswerForm,
  ): Promise<Calls['inbox.answer']['out']> {
    parseThreadId(address.thread);
    // The signed document itself names its thread: the address cannot redirect it.
    return this.bus.request('inbox.answer', { session, ...answerOf(form) });
  }
}
