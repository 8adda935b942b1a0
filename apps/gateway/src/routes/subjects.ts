import { Body, Controller, HttpCode, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { Answers } from '../answers/members.js';
import { SubjectAskAnswer, SubjectAsksAnswer, SubjectsAnswer } from '../answers/subjects.js';
import { ReceiptProofAnswer, SubmittedAnswer } from '../answers/threads.js';
import { BUS, type Bus } from '../bus.js';
import {
  ReceiptAddress,
  receiptOf,
  SubjectPurposeQuery,
  ThreadAddress,
} from '../forms/addresses.js';
import { AnswerForm, answerOf, DocumentForm, signedOf } from '../forms/bodies.js';
import {
  askOf,
  asksOf,
  soughtPersonOf,
  SubjectAskQuery,
  SubjectAsksQuery,
  SubjectSearchForm,
} from '../forms/subjects.js';

/** What the State keeps of a person who asks, and what data protection officers of neighbours ask and are asked. */
@ApiTags('subjects')
@Controller()
export class SubjectsController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** A POST, because whom it is about must not stand in an address. Fifty a day for each officer. */
  @Route('POST /api/v1/subjects/search')
  @HttpCode(200)
  @Answers(SubjectsAnswer)
  search(
    @Session() session: string,
    @Body() form: SubjectSearchForm,
  ): Promise<Calls['requests.subject-search']['out']> {
    return this.bus.request('requests.subject-search', { session, ...soughtPersonOf(form) });
  }

  /** A signed `data-subject-request`. Fifty a day for each officer. */
  @Route('POST /api/v1/subjects/sent')
  @Answers(SubmittedAnswer, 201)
  ask(
    @Session() session: string,
    @Body() form: DocumentForm,
  ): Promise<Calls['requests.subject-ask']['out']> {
    return this.bus.request('requests.subject-ask', { session, ...signedOf(form) });
  }

  @Route('GET /api/v1/subjects/sent')
  @Answers(SubjectAsksAnswer)
  sent(
    @Session() session: string,
    @Query() query: SubjectAsksQuery,
  ): Promise<Calls['requests.subject-asks']['out']> {
    return this.bus.request('requests.subject-asks', { session, ...asksOf(query) });
  }

  @Route('GET /api/v1/subjects/sent/:thread')
  @Answers(SubjectAskAnswer)
  sentOne(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: SubjectAskQuery,
  ): Promise<Calls['requests.subject-asked']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.subject-asked', { session, thread, ...askOf(query) });
  }

  @Route('GET /api/v1/subjects/sent/:thread/dispatches/:dispatch/receipts/:rseq')
  @Answers(ReceiptProofAnswer)
  receiptOfSent(
    @Session() session: string,
    @Param() address: ReceiptAddress,
    @Query() query: SubjectPurposeQuery,
  ): Promise<Calls['requests.subject-receipt']['out']> {
    return this.bus.request('requests.subject-receipt', { session, ...receiptOf(address, query) });
  }

  @Route('GET /api/v1/subjects/received')
  @Answers(SubjectAsksAnswer)
  received(
    @Session() session: string,
    @Query() query: SubjectAsksQuery,
  ): Promise<Calls['inbox.subject-asks']['out']> {
    return this.bus.request('inbox.subject-asks', { session, ...asksOf(query) });
  }

  @Route('GET /api/v1/subjects/received/:thread')
  @Answers(SubjectAskAnswer)
  receivedOne(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: SubjectAskQuery,
  ): Promise<Calls['inbox.subject-asked']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.subject-asked', { session, thread, ...askOf(query) });
  }

  @Route('GET /api/v1/subjects/received/:thread/dispatches/:dispatch/receipts/:rseq')
  @Answers(ReceiptProofAnswer)
  receiptOfReceived(
    @Session() session: string,
    @Param() address: ReceiptAddress,
    @Query() query: SubjectPurposeQuery,
  ): Promise<Calls['inbox.subject-receipt']['out']> {
    return this.bus.request('inbox.subject-receipt', { session, ...receiptOf(address, query) });
  }

  /** A signed `data-subject-answer`; a later one takes its place. */
  @Route('POST /api/v1/subjects/received/:thread/answers')
  @Answers(SubmittedAnswer, 201)
  async answer(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: AnswerForm,
  ): Promise<Calls['inbox.subject-answer']['out']> {
    parseThreadId(address.thread);
    // The signed document itself names its thread: the address cannot redirect it.
    return this.bus.request('inbox.subject-answer', { session, ...answerOf(form) });
  }
}
