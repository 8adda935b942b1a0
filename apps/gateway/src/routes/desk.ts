import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseOfficerId, parseThreadId, type Calls } from '#model';
import { Session, WithSession } from '../access.js';
import {
  HandedOverAnswer,
  InHandsAnswer,
  InternalNotesAnswer,
  NotedAnswer,
} from '../answers/desk.js';
import { Answers } from '../answers/members.js';
import { BUS, type Bus } from '../bus.js';
import { ThreadAddress } from '../forms/addresses.js';
import { ColleagueForm, NoteForm, notesOf, InternalNotesQuery } from '../forms/desk.js';

/** Who of the desk has what in hand, and what its officers note for each other. */
@ApiTags('inbox')
@Controller('api/v1/inbox')
export class DeskController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** To a colleague, or to oneself from the hands of one who may act no more. */
  @Post(':thread/assign')
  @HttpCode(200)
  @WithSession()
  @Answers(InHandsAnswer)
  assign(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: ColleagueForm,
  ): Promise<Calls['inbox.assign']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.assign', {
      session,
      thread,
      officer: parseOfficerId(form.officer),
    });
  }

  @Post(':thread/release')
  @HttpCode(200)
  @WithSession()
  @Answers(InHandsAnswer)
  release(
    @Session() session: string,
    @Param() address: ThreadAddress,
  ): Promise<Calls['inbox.release']['out']> {
    return this.bus.request('inbox.release', { session, thread: parseThreadId(address.thread) });
  }

  /** All that one has in hand, also what has ended. */
  @Post('handover')
  @HttpCode(200)
  @WithSession()
  @Answers(HandedOverAnswer)
  handOver(
    @Session() session: string,
    @Body() form: ColleagueForm,
  ): Promise<Calls['inbox.handover']['out']> {
    return this.bus.request('inbox.handover', { session, officer: parseOfficerId(form.officer) });
  }

  @Post(':thread/notes')
  @WithSession()
  @Answers(NotedAnswer, 201)
  note(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: NoteForm,
  ): Promise<Calls['inbox.note']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.note', { session, thread, text: form.text });
  }

  @Get(':thread/notes')
  @WithSession()
  @Answers(InternalNotesAnswer)
  notes(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: InternalNotesQuery,
  ): Promise<Calls['inbox.notes']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('inbox.notes', { session, thread, ...notesOf(query) });
  }
}

/** The notes of the officers who ask. */
@ApiTags('requests')
@Controller('api/v1/requests')
export class RequestNotesController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Post(':thread/notes')
  @WithSession()
  @Answers(NotedAnswer, 201)
  note(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Body() form: NoteForm,
  ): Promise<Calls['requests.note']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.note', { session, thread, text: form.text });
  }

  @Get(':thread/notes')
  @WithSession()
  @Answers(InternalNotesAnswer)
  notes(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: InternalNotesQuery,
  ): Promise<Calls['requests.notes']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('requests.notes', { session, thread, ...notesOf(query) });
  }
}
