import { Controller } from '@nestjs/common';
import { ApiProperty, ApiResponse, ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { OwnRoute } from '#api';
import { offeredKinds, offeredTypes } from '#capabilities/requests/offered.model';
import { ApiDescription } from '../description/api-description.js';

const byName = { type: 'object', additionalProperties: { type: 'object' } } as const;
const anything = { type: 'object', additionalProperties: true } as const;
const objects = { type: 'array', items: { type: 'object' } } as const;

/** Descriptions of the API and of the kinds of documents. */
class KindsAnswer {
  @ApiProperty({
    ...byName,
    description:
      'Of each kind of document: JSON Schema of its body, its form, the roles that may sign it.',
    example: { withdrawal: { schema: { type: 'object' }, form: [], signers: ['LIAISON_OFFICER'] } },
  })
  readonly kinds: Readonly<Record<string, object>>;
  @ApiProperty({
    ...byName,
    description:
      'Of each type of request that is taken: what the member `details` of its body holds as JSON Schema (null: nothing), its form, its compartment.',
    example: { INFORMATION: { details: null, form: [], compartment: 'ENFORCEMENT' } },
  })
  readonly requestTypes: Readonly<Record<string, object>>;
}

/** An OpenAPI document. */
class DescriptionAnswer {
  @ApiProperty({ example: '3.1.0' })
  readonly openapi: string;
  @ApiProperty({ ...anything, example: { title: 'Liaise gateway', version: '1' } })
  readonly info: object;
  @ApiProperty({ ...anything, example: {} })
  readonly paths: object;
  @ApiProperty({ ...anything, example: {} })
  readonly components: object;
  @ApiProperty({ ...objects, example: [{ name: 'threads' }] })
  readonly tags: readonly object[];
  @ApiProperty({ ...objects, example: [{ url: '/' }] })
  readonly servers: readonly object[];
}

/** An AsyncAPI document. */
class EventsAnswer {
  @ApiProperty({ example: '3.0.0' })
  readonly asyncapi: string;
  @ApiProperty({ ...anything, example: { title: 'Liaise gateway: events', version: '1' } })
  readonly info: object;
  @ApiProperty({ example: 'application/json' })
  readonly defaultContentType: string;
  @ApiProperty({ ...anything, example: {} })
  readonly servers: object;
  @ApiProperty({ ...anything, example: {} })
  readonly channels: object;
  @ApiProperty({ ...anything, example: {} })
  readonly operations: object;
  @ApiProperty({ ...anything, example: {} })
  readonly components: object;
}

const description = 'Answer of the gateway itself.';

/** What a client needs to know before it composes anything. */
@ApiTags('description')
@Controller('api/v1')
export class DescriptionController {
  constructor(private readonly description: ApiDescription) {}

  @OwnRoute('GET', 'openapi.json', [], {
    name: 'openapi',
    summary: 'Describe the API',
    description: 'The same as a page for people: `/api/docs`.',
  })
  @ApiResponse({ status: 200, description, type: DescriptionAnswer })
  openapi(): OpenAPIObject {
    return this.description.document;
  }

  @OwnRoute('GET', 'asyncapi.json', [], {
    name: 'asyncapi',
    summary: 'Describe the events',
    description: 'What `GET /api/v1/events` tells, as an AsyncAPI document.',
  })
  @ApiResponse({ status: 200, description, type: EventsAnswer })
  asyncapi(): object {
    return this.description.events;
  }

  @OwnRoute('GET', 'kinds', [], {
    name: 'kinds',
    summary: 'List kinds of documents and requests',
    description:
      'For clients that draw forms. A type of request that is refused is not among them.',
    session: true,
  })
  @ApiResponse({ status: 200, description, type: KindsAnswer })
  kinds(): { readonly kinds: typeof offeredKinds; readonly requestTypes: typeof offeredTypes } {
    return { kinds: offeredKinds, requestTypes: offeredTypes };
  }
}
