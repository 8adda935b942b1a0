import { Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseOfficerId, parseStateCode, parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import {
  DifferencesAnswer,
  RequestsAnswer,
  EntriesOfLogAnswer,
  EventsAnswer,
  LogHealthAnswer,
  NotesAnswer,
  TilesAnswer,
} from '../answers/audit.js';
import { Answers } from '../answers/members.js';
import { BUS, type Bus } from '../bus.js';
import { ThreadAddress } from '../forms/addresses.js';
import {
  DifferencesQuery,
  differencesOf,
  RequestsQuery,
  requestsOf,
  EventsQuery,
  eventsOf,
  ItemAddress,
  LeavesQuery,
  NotesQuery,
  OfficerAddress,
  PeerAddress,
  PeriodQuery,
  periodOf,
  TilesQuery,
} from '../forms/audit.js';

/** What auditors ask about the custody log, and the log itself. */
@ApiTags('audit')
@Controller()
export class LogController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/audit/threads/:thread/timeline')
  @Answers(EventsAnswer)
  timeline(
    @Session() session: string,
    @Param() address: ThreadAddress,
    @Query() query: EventsQuery,
  ): Promise<Calls['audit.timeline']['out']> {
    const thread = parseThreadId(address.thread);
    return this.bus.request('audit.timeline', { session, thread, ...eventsOf(query) });
  }

  @Route('GET /api/v1/audit/items/:item')
  @Answers(EventsAnswer)
  item(
    @Session() session: string,
    @Param() { item }: ItemAddress,
    @Query() query: EventsQuery,
  ): Promise<Calls['audit.item']['out']> {
    return this.bus.request('audit.item', { session, item, ...eventsOf(query) });
  }

  @Route('GET /api/v1/audit/officers/:officer')
  @Answers(EventsAnswer)
  officer(
    @Session() session: string,
    @Param() address: OfficerAddress,
    @Query() query: PeriodQuery,
  ): Promise<Calls['audit.officer']['out']> {
    const asked = { ...eventsOf(query), ...periodOf(query) };
    const officer = parseOfficerId(address.officer);
    return this.bus.request('audit.officer', { session, officer, ...asked });
  }

  @Route('GET /api/v1/audit/peers/:peer')
  @Answers(EventsAnswer)
  peer(
    @Session() session: string,
    @Param() address: PeerAddress,
    @Query() query: PeriodQuery,
  ): Promise<Calls['audit.peer']['out']> {
    const asked = { ...eventsOf(query), ...periodOf(query) };
    return this.bus.request('audit.peer', {
      session,
      peer: parseStateCode(address.peer),
      ...asked,
    });
  }

  @Route('GET /api/v1/audit/requests')
  @Answers(RequestsAnswer)
  requests(
    @Session() session: string,
    @Query() query: RequestsQuery,
  ): Promise<Calls['audit.requests']['out']> {
    return this.bus.request('audit.requests', { session, ...requestsOf(query) });
  }

  @Route('GET /api/v1/audit/differences')
  @Answers(DifferencesAnswer)
  differences(
    @Session() session: string,
    @Query() query: DifferencesQuery,
  ): Promise<Calls['audit.differences']['out']> {
    return this.bus.request('audit.differences', { session, ...differencesOf(query) });
  }

  @Route('GET /api/v1/audit/health')
  @Answers(LogHealthAnswer)
  health(@Session() session: string): Promise<Calls['audit.health']['out']> {
    return this.bus.request('audit.health', { session });
  }

  @Route('GET /api/v1/audit/log/entries')
  @Answers(EntriesOfLogAnswer)
  entries(
    @Session() session: string,
    @Query() { purpose, from }: LeavesQuery,
  ): Promise<Calls['audit.entries']['out']> {
    return this.bus.request('audit.entries', { session, purpose, from: Number(from) });
  }

  @Route('GET /api/v1/audit/log/tiles')
  @Answers(TilesAnswer)
  tiles(
    @Session() session: string,
    @Query() { level, from }: TilesQuery,
  ): Promise<Calls['audit.tiles']['out']> {
    const [at, index] = [Number(level), Number(from)];
    return this.bus.request('audit.tiles', { session, level: at, from: index });
  }

  @Route('GET /api/v1/audit/log/notes')
  @Answers(NotesAnswer)
  notes(
    @Session() session: string,
    @Query() { above }: NotesQuery,
  ): Promise<Calls['audit.notes']['out']> {
    return this.bus.request('audit.notes', { session, above: Number(above) });
  }
}
