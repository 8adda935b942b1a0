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

/** The description of the API, made from its routes and forms. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Liaise gateway')
    .setDescription('One gateway of one State. Binary members are base64 (RFC 4648 section 4).')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Opaque session token.' })
    .build();
  return withProblems(SwaggerModule.createDocument(app, config));
}
