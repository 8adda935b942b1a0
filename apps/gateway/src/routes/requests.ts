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
import { RequestForm, requestOf, SearchForm } from '../forms/bodies.js';
import { threadsOf, ThreadsQuery } from '../forms/desk.js';
import { placeOf, sendAttachment } from './attachments.js';

/** What this State asks of its neighbours. */
@ApiTags('requests')
@Controller()
export class RequestsController {
  constructor(
    @Inject(BUS) private readonly bus: Bus,
    private readonly downloader: Downloader,
  ) {}

  @Route('GET /api/v1/requests')
  @Answers(ThreadsAnswer)
  list(
    @Session() session: string,
    @Query() query: ThreadsQuery,
  ): Promise<Calls['requests.list']['out']> {
    return this.bus.request('requests.list', { session, ...threadsOf(query) });
  }

  @Route('GET /api/v1/requests/:thread')
  @Answers(ThreadAnswer)
  show(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: DispatchesQuery,
  ): Promise<Calls['requests.show']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.show', { session, thread, ...dispatchesOf(query) });
  }

  /** As many as fit one answer: `next` says where to go on. */
  @Route('GET /api/v1/requests/:thread/dispatches')
  @Answers(DocumentsAnswer)
  documents(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: DispatchesQuery,
  ): Promise<Calls['requests.documents']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.documents', { session, thread, ...dispatchesOf(query) });
  }

  @Route('GET /api/v1/requests/:thread/dispatches/:dispatch')
  @Answers(DocumentAnswer)
  document(
    @Session() session: string,
    @Param() address: DispatchAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['requests.document']['out']> {
    return this.bus.request('requests.document', {
      session,
      purpose: query.purpose,
      thread: parseThreadId(address.thread),
      dispatch: parseDocumentId(address.dispatch),
    });
  }

  @Route('GET /api/v1/requests/:thread/dispatches/:dispatch/attachments/:position')
  @AnswersBytes()
  attachment(
    @Session() session: string,
    @Param() address: AttachmentAddress,
    @Query() query: PurposeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const place = placeOf(session, address, query);
    return sendAttachment(this.downloader, 'requests.attachment', place, reply);
  }

  /** What proves one receipt: the neighbour's signed statement and our envelope, so that nobody need believe this gateway. */
  @Route('GET /api/v1/requests/:thread/dispatches/:dispatch/receipts/:rseq')
  @Answers(ReceiptProofAnswer)
  receipt(
    @Session() session: string,
    @Param() address: ReceiptAddress,
    @Query() query: PurposeQuery,
  ): Promise<Calls['requests.receipt']['out']> {
    return this.bus.request('requests.receipt', { session, ...receiptOf(address, query) });
  }

  @Route('POST /api/v1/requests')
  @Answers(SubmittedAnswer, 201)
  submit(
    @Session() session: string,
    @Body() form: RequestForm,
  ): Promise<Calls['requests.submit']['out']> {
    return this.bus.request('requests.submit', { session, ...requestOf(form) });
  }

  /** A POST, because what is searched for must not stand in an address. */
  @Route('POST /api/v1/requests/search')
  @HttpCode(200)
  @Answers(FoundThreadsAnswer)
  search(
    @Session() session: string,
    @Body() form: SearchForm,
  ): Promise<Calls['requests.search']['out']> {
    const { purpose, words } = form;
    return this.bus.request('requests.search', { session, purpose, words });
  }
}
