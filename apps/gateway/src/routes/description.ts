import { Controller } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { OwnRoute } from '#api';
import { offeredKinds, offeredTypes } from '#capabilities/requests/offered.model';
import { ApiDescription } from '../api-description.js';

const anyMembers = { type: 'object', additionalProperties: true } as const;
const schemas = { type: 'object', additionalProperties: { type: 'object' } } as const;
const objects = { type: 'array', items: { type: 'object' } } as const;

/** Descriptions of the API and of the kinds of documents. */
class KindsAnswer {
  @ApiProperty({
    ...schemas,
    description:
      'Of each kind of document: JSON Schema of its body, its form, the roles that may sign it.',
  })
  readonly kinds: Readonly<Record<string, object>>;
  @ApiProperty({
    ...schemas,
    description:
      'Of each type of request that is taken: what the member `details` of its body holds as JSON Schema (null: nothing), its form, its compartment.',
  })
  readonly requestTypes: Readonly<Record<string, object>>;
}

/** An OpenAPI document. */
class DescriptionAnswer {
  @ApiProperty()
  readonly openapi: string;
  @ApiProperty(anyMembers)
  readonly info: object;
  @ApiProperty(anyMembers)
  readonly paths: object;
  @ApiProperty(anyMembers)
  readonly components: object;
  @ApiProperty(objects)
  readonly tags: readonly object[];
  @ApiProperty(objects)
  readonly servers: readonly object[];
}

/** What a client needs to know before it composes anything. */
@ApiTags('description')
@Controller('api/v1')
export class DescriptionController {
  constructor(private readonly description: ApiDescription) {}

  @OwnRoute('GET', 'openapi.json', [], { summary: 'Describe the API' })
  @ApiOkResponse({ type: DescriptionAnswer, description: '' })
  openapi(): OpenAPIObject {
    return this.description.document;
  }

  @OwnRoute('GET', 'kinds', [], {
    summary: 'List kinds of documents and requests',
    description: 'A type of request that is refused is not among them.',
    session: true,
  })
  @ApiOkResponse({ type: KindsAnswer, description: '' })
  kinds(): { readonly kinds: typeof offeredKinds; readonly requestTypes: typeof offeredTypes } {
    return { kinds: offeredKinds, requestTypes: offeredTypes };
  }
}
