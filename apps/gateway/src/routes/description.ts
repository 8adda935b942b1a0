import { Controller, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OwnRoute } from '#api';
import { offeredKinds, offeredTypes } from '#capabilities/requests/offered.model';
import { ApiDescription } from '../description/api-description.js';
import { ApiDocument, EventsDocument, KindsView } from '../description/shapes.js';

@ApiTags('description')
@Controller('api/v1')
export class DescriptionController {
  constructor(private readonly description: ApiDescription) {}

  @OwnRoute('GET', 'openapi.json', [], {
    name: 'openapi',
    summary: 'Describe the API',
    description: 'The same as a page for people: `/api/docs`.',
    answer: ApiDocument,
  })
  openapi(@Res() reply: FastifyReply): Promise<void> {
    void reply.type('application/json; charset=utf-8').send(this.description.text);
    return Promise.resolve();
  }

  @OwnRoute('GET', 'asyncapi.json', [], {
    name: 'asyncapi',
    summary: 'Describe the events',
    description: 'What `GET /api/v1/events` tells, as an AsyncAPI document.',
    answer: EventsDocument,
  })
  asyncapi(): EventsDocument {
    return this.description.events;
  }

  @OwnRoute('GET', 'kinds', [], {
    name: 'kinds',
    summary: 'List kinds of documents and requests',
    description:
      'For clients that draw forms. A type of request that is refused is not among them.',
    session: true,
    answer: KindsView,
  })
  kinds(): KindsView {
    return { kinds: offeredKinds, requestTypes: offeredTypes };
  }
}
