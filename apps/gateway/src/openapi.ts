import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problemType } from './problem.js';

const text = { type: 'string' } as const;

const problem = {
  type: 'object',
  description: 'Problem details (RFC 9457). `instance` is the id of the request, for the operator.',
  required: ['type', 'title', 'status', 'code', 'remedy', 'action', 'instance'],
  properties: {
    type: { ...text, example: 'urn:liaise:error:VALUE_INVALID' },
    title: text,
    status: { type: 'integer' },
    code: text,
    detail: text,
    remedy: text,
    action: { ...text, enum: ['retry', 'refuse', 'alarm'] },
    instance: text,
  },
};

const methods = ['get', 'post', 'delete'] as const;

/** Every operation may answer with a problem document: said once per operation, described once. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problem },
    responses: {
      Problem: {
        description: 'Refused or failed; what happened and what to do.',
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
  for (const path of Object.values(document.paths))
    for (const method of methods) {
      const operation = path[method];
      if (operation !== undefined)
        operation.responses['default'] = { $ref: '#/components/responses/Problem' };
    }
  return document;
}

interface Schema {
  [name: string]: unknown;
}
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `nullable` of older versions, in the words of JSON Schema that OpenAPI 3.1 uses. */
function nullsOf({ nullable, ...schema }: Schema): Schema {
  if (nullable !== true) return schema;
  const { allOf, type, enum: values, ...rest } = schema;
  if (Array.isArray(allOf)) return { ...rest, anyOf: [...(allOf as unknown[]), { type: 'null' }] };
  const known = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
  return { ...rest, type: [type, 'null'], ...known };
}

/** Says of every object with named members that it has no others: neither taken nor given. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (!isSchema(value)) return value;
  const schema = nullsOf(value);
  const parts = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, closed(part)]),
  );
  const open = schema['type'] === 'object' && isSchema(schema['properties']);
  return open ? { additionalProperties: false, ...parts } : parts;
}

function withClosedSchemas(document: OpenAPIObject): OpenAPIObject {
  const { components } = document;
  const schemas = closed(components?.schemas) as NonNullable<typeof components>['schemas'];
  return { ...document, components: { ...components, ...(schemas && { schemas }) } };
}

/** The description of the API, made from its routes and forms. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Liaise gateway')
    .setDescription('One gateway of one State. Binary members are base64 (RFC 4648 section 4).')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Opaque session token.' })
    .build();
  return withClosedSchemas(withProblems(SwaggerModule.createDocument(app, config)));
}
