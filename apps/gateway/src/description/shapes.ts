import { isRecord, Json, Text } from '#contract';
import { KernelError, phrase } from '#kernel';

function parseNamed(value: unknown): object {
  if (isRecord(value)) return value;
  throw new KernelError('VALUE_INVALID', phrase`named members`);
}

const anything = { type: 'object', additionalProperties: true } as const;
const byName = { type: 'object', additionalProperties: { type: 'object' } } as const;

export class KindsView {
  @Json(parseNamed, byName, {
    description:
      'Of each kind of document: JSON Schema of its body, its form, the roles that may sign it.',
    example: { withdrawal: { schema: { type: 'object' }, form: [], signers: ['LIAISON_OFFICER'] } },
  })
  readonly kinds: object;
  @Json(parseNamed, byName, {
    description:
      'Of each type of request that is taken: what the member `details` of its body holds as JSON Schema (null: nothing), its form, its compartment.',
    example: { INFORMATION: { details: null, form: [], compartment: 'ENFORCEMENT' } },
  })
  readonly requestTypes: object;
}

export class ApiDocument {
  @Text({ example: '3.1.0' })
  readonly openapi: string;
  @Json(parseNamed, anything, { example: { title: 'Liaise gateway', version: '1' } })
  readonly info: object;
  @Json(parseNamed, anything, { example: {} })
  readonly paths: object;
  @Json(parseNamed, anything, { example: {} })
  readonly components: object;
  @Json(parseNamed, anything, { list: 100, example: [{ name: 'threads' }] })
  readonly tags: readonly object[];
  @Json(parseNamed, anything, { list: 10, example: [{ url: '/' }] })
  readonly servers: readonly object[];
}

export class EventsDocument {
  @Text({ example: '3.0.0' })
  readonly asyncapi: string;
  @Json(parseNamed, anything, { example: { title: 'Liaise gateway: events', version: '1' } })
  readonly info: object;
  @Text({ example: 'application/json' })
  readonly defaultContentType: string;
  @Json(parseNamed, anything, { example: {} })
  readonly servers: object;
  @Json(parseNamed, anything, { example: {} })
  readonly channels: object;
  @Json(parseNamed, anything, { example: {} })
  readonly operations: object;
  @Json(parseNamed, anything, { example: {} })
  readonly components: object;
}
