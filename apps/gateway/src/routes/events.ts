import { Controller, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { Asked, EventRoute, From, type Caller } from '#api';
import { parseEventPlace, type EventPlace } from '#capabilities/events/event-place.model';
import {
  awaitGrowth,
  EventsAfter,
  hearEvents,
  ThreadEvent,
} from '#capabilities/events/events.contract';
import { Nothing } from '#contract';
import { languageAccepted } from '#language/problems';
import { eventText, eventNames } from '../events/event-text.js';
import { FollowEvents } from '../events/follow-events.js';

const placeOf = ({ headers }: FastifyRequest): EventPlace | null => {
  const { 'last-event-id': id } = headers;
  return id === undefined || id === '' ? null : parseEventPlace(id);
};

@ApiTags('events')
@Controller('api/v1/events')
export class EventsController {
  constructor(private readonly events: FollowEvents) {}

  @EventRoute('', [hearEvents, awaitGrowth], {
    summary: 'Hear what happens',
    description:
      'Server-sent events about the threads that one’s lists show: ids, codes, priorities and times, no content. Named `thread`; the last one, `end`, is a problem document. The stream ends with the session, which it does not prolong. A reader that was cut goes on with `Last-Event-ID` and misses nothing. A line each 15 seconds shows that the stream lives. `/api/v1/asyncapi.json` describes the events.',
    refuses: {
      409: ['EVENTS_ID_UNKNOWN'],
      410: ['EVENTS_TOO_OLD'],
      429: ['EVENTS_READERS'],
    },
    last: { asked: EventsAfter, member: 'after' },
    event: ThreadEvent,
    write: (example) => eventText(eventNames.thread, example, example.id),
  })
  async hear(
    @From() caller: Caller,
    @Asked() _asked: Nothing,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const stream = await this.events.open(caller, placeOf(request), {
      instance: request.id,
      language: languageAccepted(request.headers['accept-language']),
    });
    reply.headers({ 'content-type': 'text/event-stream; charset=utf-8' });
    return stream;
  }
}
