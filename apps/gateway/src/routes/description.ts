import { Controller } from '@nestjs/common';
import { ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { offeredKinds, offeredTypes } from '#capabilities/requests/offered.model';
import { Route } from '../access.js';
import { Answers } from '../answers/members.js';
import { DescriptionAnswer, KindsAnswer } from '../answers/records.js';
import { ApiDescription } from '../api-description.js';

/** What a client needs to know before it composes anything. */
@ApiTags('description')
@Controller()
export class DescriptionController {
  constructor(private readonly description: ApiDescription) {}

  @Route('GET /api/v1/openapi.json')
  @Answers(DescriptionAnswer)
  openapi(): OpenAPIObject {
    return this.description.document;
  }

  /**
   * Of each kind of document the JSON Schema of its body, its form, and whose word it is; of each type of request its own part.
   * A type that is refused is not among them.
   */
  @Route('GET /api/v1/kinds')
  @Answers(KindsAnswer)
  kinds(): { readonly kinds: typeof offeredKinds; readonly requestTypes: typeof offeredTypes } {
    return { kinds: offeredKinds, requestTypes: offeredTypes };
  }
}
